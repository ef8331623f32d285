// One shot: what it shows, what is known of it, and what a person knows better.

import { get, patch } from '../api.js';
import { announce, button, h, say } from '../dom.js';
import { artefact } from '../store.js';
import { length, MOVES, people, SIZES, summary } from '../shots.js';
import { plots } from './plots.js';
import { screening } from './screening.js';
import { scrubber } from './scrub.js';

const sure = (score) => `${Math.round(score * 100)} %`;

const by = (guess) => (guess.source === 'human' ? 'as a person said' : `${sure(guess.score)} sure`);

/** A choice of what a guess could be; whoever changes it knows better. */
function choice(label, names, guess, change) {
  const select = h('select', { 'aria-label': label, on: { change: () => change(select.value) } },
    guess ? null : h('option', { value: '', selected: true }, 'Nobody knows'),
    Object.entries(names).map(([value, name]) => h('option', { value, selected: guess?.type === value }, name)));
  return [select, guess ? h('span', { class: 'quiet' }, ` ${by(guess)}`) : null];
}

/** A word with how sure it is; ✓ and ✕ say so for good. */
function tag(one, correct) {
  const human = one.source === 'human';
  return h('li', { class: 'tag', 'data-source': one.source }, h('span', {}, one.name), h('span', { class: 'quiet numbers' }, human ? 'said' : sure(one.score)),
    human ? null : button('✓', () => correct({ add: [one.name] }), { 'aria-label': `${one.name} is right`, class: 'button plain' }),
    button('✕', () => correct({ remove: [one.name] }), { 'aria-label': `${one.name} is wrong`, class: 'button plain' }));
}

function facts(shot) {
  const { audio, picture, slate } = shot;
  return [
    ['Clip', shot.clip], ['Timecode', `${shot.start.timecode} – ${shot.end.timecode}`], ['Length', `${length(shot).toFixed(2)} s, ${shot.end.frame - shot.start.frame} frames`],
    ['Begins with', shot.transition_in.type === 'none' ? 'the clip' : `${shot.transition_in.type}${shot.transition_in.frames ? ` of ${shot.transition_in.frames} frames` : ''}, ${sure(shot.transition_in.score)} sure`],
    shot.people && ['People', `${people(shot.people.count)}${shot.people.count ? `, ${sure(shot.people.score)} sure` : ''}`],
    shot.faces?.length && ['Faces', shot.faces.map((face) => `${sure(face.screen_ratio)} of the time`).join(', ')],
    shot.objects?.length && ['Shows', shot.objects.map((thing) => `${thing.count > 1 ? `${thing.count} × ` : ''}${thing.label} (${sure(thing.score)})`).join(', ')],
    slate && ['Slate', ['production', 'roll', 'scene', 'take', 'camera', 'director', 'date'].filter((name) => slate[name]).map((name) => `${name} ${slate[name]}`).join(', ')],
    shot.text?.length && ['Text', shot.text.map((line) => line.string).join(' / ')],
    audio?.speech_ratio !== null && audio?.speech_ratio !== undefined && ['Speech', `${sure(audio.speech_ratio)} of the time`],
    audio?.loudness_lufs !== null && audio?.loudness_lufs !== undefined && ['Loudness', `${audio.loudness_lufs} LUFS`],
    audio?.clap?.length && ['Claps', `at frame ${audio.clap.join(', ')}`],
    picture && ['Light', `exposure ${picture.exposure}, sharpness ${picture.sharpness}`],
  ].filter(Boolean);
}

/** The view at "#/shots/ID". */
export function shot(main, id) {
  const stage = h('div', { class: 'stage' });
  const strips = h('div', {});
  const side = h('div', { class: 'details' });
  const heading = h('h1', { tabindex: '-1' }, 'Shot');
  const about = h('p', { class: 'quiet' });
  const told = h('p', { class: 'quiet', role: 'status' });
  const nothing = h('div', { class: 'empty' }, h('p', { class: 'quiet' }, 'Loading…'));
  const way = h('div', { class: 'actions' });
  const page = h('article', { class: 'result', hidden: true }, h('header', { class: 'title' }, h('div', { class: 'head' }, heading), about, way), stage, strips, told, side);
  main.append(h('p', { class: 'trail' }, h('a', { href: '#/shots' }, 'Shots')), nothing, page);
  let screen = null;
  let drawn = null;
  let closed = false;
  let now = null;
  const acts = new Map();

  async function correct(correction) {
    try {
      now = await patch(`/v1/shots/${id}`, correction);
      say(told, 'Noted; it stays so when the clip is tagged again.');
      announce('Noted.');
    } catch (problem) {
      say(told, problem.message);
    }
    describe();
  }

  function describe() {
    const adding = h('input', { type: 'text', maxlength: '80', 'aria-label': 'Another tag', placeholder: 'Another tag' });
    const form = h('form', { class: 'actions', on: { submit: (event) => {
      event.preventDefault();
      if (adding.value.trim()) {
        correct({ add: [adding.value.trim()] });
      }
    } } }, adding, h('button', { class: 'button' }, 'Add'));
    const row = (term, ...value) => h('div', {}, h('dt', {}, term), h('dd', {}, value));
    side.replaceChildren(
      h('div', {}, h('section', { class: 'panel', 'aria-labelledby': 'tags-title' }, h('h2', { id: 'tags-title' }, 'Tags'),
        h('ul', { class: 'tags' }, now.tags.filter((one) => one.score > 0).map((one) => tag(one, correct))), form)),
      h('div', {}, h('section', { class: 'panel', 'aria-labelledby': 'facts-title' }, h('h2', { id: 'facts-title' }, 'What is known of it'),
        h('dl', { class: 'facts' },
          row('Size', choice('Size', SIZES, now.size, (size) => correct({ size }))), row('Camera', choice('Camera', MOVES, now.move, (move) => correct({ move }))),
          facts(now).map(([term, value]) => row(term, value))))));
    say(about, summary(now));
  }

  function neighbours(siblings) {
    const at = siblings.findIndex((one) => one.id === id);
    const link = (one, label) => (one ? h('a', { class: 'button', href: `#/shots/${one.id}` }, label) : null);
    const go = (one) => () => one && (location.hash = `#/shots/${one.id}`);
    acts.set('ArrowUp', go(siblings[at - 1])).set('ArrowDown', go(siblings[at + 1]));
    way.replaceChildren(...[link(siblings[at - 1], 'Shot before'), link(siblings[at + 1], 'Shot after'),
      h('a', { class: 'button', href: `#/shots?asset=${now.asset}` }, 'All of this clip'),
      now.takes > 1 ? h('a', { class: 'button', href: `#/shots?takes=${encodeURIComponent(now.takes_group)}` }, `${now.takes} takes`) : null].filter(Boolean));
  }

  const typing = (target) => /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  const press = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || (event.key === ' ' && /^(BUTTON|A|SUMMARY)$/.test(event.target.tagName))) {
      return;
    }
    const act = screen?.acts.get(event.key.length === 1 ? event.key.toLowerCase() : event.key) ?? acts.get(event.key);
    if (act) {
      event.preventDefault();
      act();
    }
  };
  addEventListener('keydown', press);

  (async () => {
    try {
      now = await get(`/v1/shots/${id}`);
      const [asset, tags, all] = await Promise.all([get(`/v1/assets/${now.asset}`), get(`/v1/assets/${now.asset}/tags`),
        get(`/v1/shots?asset=${now.asset}&limit=200&offset=${Math.max(0, now.index - 100)}`)]);
      if (closed) {
        return;
      }
      document.title = `Shot ${now.index + 1} of ${now.clip} – Rushes`;
      say(heading, `Shot ${now.index + 1} of ${now.clip}`);
      drawn = plots(tags, now, (frame) => screen?.seek(frame));
      const proxy = artefact(asset, 'proxy');
      if (proxy && asset.clip && !asset.clip.still) {
        screen = screening(proxy.href, now, asset.clip, (frame) => drawn.at(frame), (sentence) => say(told, sentence));
        stage.append(screen.node);
      } else {
        stage.append(h('div', { class: 'viewer bare' }, scrubber(now), h('p', { class: 'note' }, 'The viewing copy is not there yet.')));
        drawn.at(now.best_frame ?? now.start.frame);
      }
      strips.append(drawn.node);
      neighbours(all.shots);
      describe();
      nothing.hidden = true;
      page.hidden = false;
    } catch (problem) {
      nothing.replaceChildren(h('p', { class: 'lead' }, problem.status === 404 ? 'There is no such shot' : 'The shot cannot be shown'),
        h('p', { class: 'quiet', role: 'alert' }, problem.message), h('a', { class: 'button', href: '#/shots' }, 'All shots'));
    }
  })();
  return {
    title: 'Shot',
    close() {
      closed = true;
      removeEventListener('keydown', press);
      screen?.close();
    },
  };
}
