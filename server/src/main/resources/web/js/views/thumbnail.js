// A still that stands for a clip.

import { h } from '../dom.js';

const SHAPES = {
  clip: 'M4 6h16v12H4zM4 9h16M8 6v3M12 6v3M16 6v3',
  broken: 'M4 6h16v12H4zM6 16l4-4 3 2 5-5',
};

const SVG = 'http://www.w3.org/2000/svg';

function sign(shape) {
  const picture = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  picture.setAttribute('viewBox', '0 0 24 24');
  picture.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', SHAPES[shape]);
  picture.append(path);
  return picture;
}

/** A frame that holds a poster when there is one; the name beside it says what it is. */
export function thumbnail() {
  const node = h('span', { class: 'thumb' });
  let shown = null;
  return {
    node,
    show(href, shape = 'clip') {
      const wanted = href ?? shape;
      if (wanted !== shown) {
        shown = wanted;
        node.replaceChildren(href ? h('img', { src: href, alt: '', loading: 'lazy', decoding: 'async' }) : sign(shape));
      }
    },
  };
}
