// Two pictures in one place, and a line between them that can be moved.

import { h } from '../dom.js';

const ZOOMS = [['fit', 'Fit'], ['1', '1:1'], ['2', '2:1']];

/**
 * A viewport with one or two pictures.
 * @param source lies above on the left of the line; null for a result alone
 * @param whole width and height of the master in square pixels, which 1:1 means; null if there is none
 * @param zoomed is called with whether single pixels are looked at
 */
export function wipe(source, result, whole, zoomed) {
  let place = 50;
  let scale = 'fit';
  let mode = 'wipe';
  let exact = [];
  const inner = h('div', { class: 'layers' }, result, source);
  const view = h('div', { class: 'view', tabindex: '0', role: 'group', 'aria-label': 'Picture; scrolls when enlarged' }, inner);
  const handle = h('div', { class: 'handle', role: 'slider', tabindex: '0', 'aria-label': 'Wipe between source and result', 'aria-orientation': 'horizontal',
    'aria-valuemin': 0, 'aria-valuemax': 100 }, h('span', { class: 'grip', 'aria-hidden': 'true' }));
  const labels = [h('span', { class: 'label left', 'aria-hidden': 'true' }, 'Source'), h('span', { class: 'label right', 'aria-hidden': 'true' }, 'Result')];
  const copy = h('span', { class: 'label copy', role: 'status', hidden: true });
  const node = h('div', { class: 'screen' }, view, source ? [handle, ...labels] : null, copy);
  const copies = () => [result.videoWidth || result.naturalWidth || 16, result.videoHeight || result.naturalHeight || 9];

  function draw() {
    const [width, height] = scale === 'fit' ? copies() : whole?.(...copies()) ?? copies();
    node.style.setProperty('--shape', `${width} / ${height}`);
    inner.classList.toggle('free', scale !== 'fit');
    const factor = Number(scale) / (scale === 'fit' ? 1 : devicePixelRatio);
    inner.style.width = scale === 'fit' ? '' : `${width * factor}px`;
    inner.style.height = scale === 'fit' ? '' : `${height * factor}px`;
    inner.classList.toggle('hard', scale === '2');
    copy.hidden = scale === 'fit' || !copy.textContent;
    cut();
  }

  /** The line stays where it is on screen while the picture moves under it. */
  function cut() {
    if (!source) {
      return;
    }
    const shown = mode === 'wipe' ? place : mode === 'before' ? 100 : 0;
    const box = view.getBoundingClientRect();
    const picture = inner.getBoundingClientRect();
    const x = box.left + (box.width * shown) / 100 - picture.left;
    const keep = picture.width ? Math.min(100, Math.max(0, 100 - (x / picture.width) * 100)) : 100 - shown;
    for (const one of [source, exact[1]].filter(Boolean)) {
      one.style.clipPath = `inset(0 ${shown === 100 ? 0 : shown === 0 ? 100 : keep}% 0 0)`;
    }
    handle.style.left = `${place}%`;
    handle.hidden = mode !== 'wipe';
    labels[0].hidden = mode === 'after';
    labels[1].hidden = mode === 'before';
    handle.setAttribute('aria-valuenow', Math.round(place));
    handle.setAttribute('aria-valuetext', `${Math.round(place)} per cent source, ${100 - Math.round(place)} per cent result`);
  }

  function move(to) {
    place = Math.min(100, Math.max(0, to));
    cut();
  }

  handle.addEventListener('keydown', (event) => {
    const by = event.shiftKey ? 10 : 1;
    const to = { ArrowLeft: place - by, ArrowDown: place - by, ArrowRight: place + by, ArrowUp: place + by, PageUp: place + 10, PageDown: place - 10, Home: 0, End: 100 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    }
  });
  const drag = (event) => {
    const box = view.getBoundingClientRect();
    move(((event.clientX - box.left) / box.width) * 100);
  };
  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
    handle.focus();
  });
  handle.addEventListener('pointermove', (event) => handle.hasPointerCapture(event.pointerId) && drag(event));
  view.addEventListener('scroll', cut, { passive: true });
  pan(view);

  function enlarge(value) {
    scale = value;
    draw();
    zoomed(scale !== 'fit');
  }

  const zoomer = radios('zoom', 'Size', ZOOMS, 'fit', enlarge);
  zoomer.title = whole ? '1:1 shows each pixel of the master as one of your screen' : '1:1 shows each pixel of the viewing copy as one of your screen';
  const modes = radios('mode', 'Show', [['wipe', 'Wipe'], ['before', 'Source'], ['after', 'Result']], 'wipe', (value) => {
    mode = value;
    cut();
  });
  const look = new ResizeObserver(draw);
  look.observe(view);
  result.addEventListener(result.tagName === 'VIDEO' ? 'loadedmetadata' : 'load', draw);
  draw();
  return {
    node, zoomer, modes,
    zoom() {
      const at = ZOOMS.findIndex(([value]) => value === scale);
      const [next] = ZOOMS[(at + 1) % ZOOMS.length];
      zoomer.querySelector(`[value="${next}"]`).checked = true;
      enlarge(next);
    },
    /** Says whose pixels are seen when single ones are looked at. */
    tell(words) {
      copy.textContent = words;
      copy.hidden = scale === 'fit' || !words;
    },
    /** Lays pictures over the viewing copies, of the master and, if not null, of the source; none takes them away. */
    lay(...pictures) {
      exact.forEach((one) => one?.remove());
      exact = pictures;
      if (exact[0]) {
        result.after(exact[0]);
      }
      if (exact[1]) {
        source.after(exact[1]);
      }
      cut();
    },
    peek(on) {
      mode = on ? 'before' : modes.querySelector(':checked').value;
      cut();
    },
    close: () => look.disconnect(),
  };
}

/** A picture that is larger than its place is pulled about. */
function pan(view) {
  let from = null;
  view.addEventListener('pointerdown', (event) => {
    if (event.pointerType === 'mouse' && event.button === 0) {
      from = [event.clientX + view.scrollLeft, event.clientY + view.scrollTop];
      view.setPointerCapture(event.pointerId);
    }
  });
  view.addEventListener('pointermove', (event) => {
    if (from && view.hasPointerCapture(event.pointerId)) {
      view.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
    }
  });
  view.addEventListener('pointerup', () => {
    from = null;
  });
}

function radios(name, legend, choices, chosen, pick) {
  return h('fieldset', { class: 'filter' }, h('legend', { class: 'hidden' }, legend), choices.map(([value, label]) => h('label', {},
    h('input', { type: 'radio', name, value, checked: value === chosen, on: { change: () => pick(value) } }), h('span', {}, label))));
}
