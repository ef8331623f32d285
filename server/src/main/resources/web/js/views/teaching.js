// Tags that people teach: examples in, how well they are learnt out.

import { get, post, remove } from '../api.js';
import { announce, button, confirmed, h, say } from '../dom.js';
import { count } from '../format.js';

const path = (name) => `/v1/tags/${encodeURIComponent(name)}`;

/** "1 yes, 3 no; 90 % of them told right unseen". */
function standing(tag) {
  const examples = `${tag.yes} yes, ${tag.no} no`;
  if (!tag.learnt) {
    return `${examples}; now show some that are${tag.yes ? ' not' : ''}`;
  }
  return tag.accuracy === null ? `${examples}; more examples tell how well it is learnt` : `${examples}; ${Math.round(tag.accuracy * 100)} % told right unseen`;
}

/**
 * What teaches a tag by the shots that are selected.
 * @param selected gives them
 * @param taught is called when something was learnt
 */
export function teaching(selected, taught) {
  const name = h('input', { type: 'text', maxlength: '80', 'aria-label': 'Tag to teach', placeholder: 'our host', list: 'taught-names' });
  const names = h('datalist', { id: 'taught-names' });
  const told = h('p', { class: 'quiet', role: 'status' });
  const list = h('ul', { class: 'taught' });
  const known = h('section', { hidden: true }, h('h2', {}, 'Taught tags'), list);

  async function teach(yes) {
    const tag = name.value.trim();
    if (!tag) {
      name.focus();
      say(told, 'Name the tag first.');
      return;
    }
    say(told, 'Learning…');
    try {
      // the other kind of examples may be there from an earlier lesson
      const lesson = await post(`${path(tag)}/examples`, { [yes ? 'yes' : 'no']: selected().map((shot) => shot.id) }, {}, 120_000);
      say(told, `${tag}: ${standing(lesson)}. ${count(lesson.changed, 'shot')} changed.`);
      announce(`${tag} was learnt.`);
      taught();
    } catch (problem) {
      say(told, problem.message);
    }
    show();
  }

  async function act(what) {
    try {
      await what();
      say(told, '');
      taught();
    } catch (problem) {
      say(told, problem.message);
    }
    show();
  }

  async function show() {
    try {
      const { tags } = await get('/v1/tags');
      known.hidden = !tags.length;
      names.replaceChildren(...tags.map((tag) => h('option', { value: tag.name })));
      list.replaceChildren(...tags.map((tag) => h('li', {}, h('p', {}, tag.name), h('p', { class: 'quiet' }, standing(tag)),
        h('div', { class: 'actions' },
          button('Undo', () => act(() => post(`${path(tag.name)}/undo`)), { class: 'button plain', 'aria-label': `Undo the last lesson of ${tag.name}` }),
          button('Forget', async () => await confirmed(`Forget ${tag.name}?`, 'Its examples are lost, and it is taken from all shots but those that you tagged yourself.', 'Forget')
            && act(() => remove(path(tag.name))), { class: 'button plain', 'aria-label': `Forget ${tag.name}` })))));
    } catch (problem) {
      // who cannot see them sees none
      known.hidden = true;
    }
  }

  show();
  return {
    tools: h('div', { class: 'actions teach' }, name, names, button('These are', () => teach(true)), button('These are not', () => teach(false))),
    told,
    known,
  };
}
