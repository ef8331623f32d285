// Elements without a framework.

/**
 * Makes an element. Properties: "on" holds listeners by event, "class" is the class, the rest
 * are attributes; false, null and undefined leave one out, true sets it empty.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a text only if it differs, so that a screen reader and a selection are left in peace. */
export function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Sets or removes an attribute only if it differs. */
export function mark(element, name, value) {
  if (value === false || value === null || value === undefined) {
    element.removeAttribute(name);
  } else if (element.getAttribute(name) !== String(value)) {
    element.setAttribute(name, value);
  }
}

/**
 * Keeps a list's elements in step with its items; an item keeps its element, and with it focus.
 * @param make gives {node, update(item)} for a new item
 */
export function keyed(parent, items, make) {
  const rows = parent.rows ?? (parent.rows = new Map());
  const wanted = new Set(items.map((item) => item.id));
  for (const [id, row] of rows) {
    if (!wanted.has(id)) {
      row.node.remove();
      rows.delete(id);
    }
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    let row = rows.get(item.id);
    if (!row) {
      row = make(item);
      rows.set(item.id, row);
    }
    row.update(item);
    if (row.node === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(row.node, place);
    }
  }
}

const announcer = () => document.getElementById('announcer');

/** Tells those who cannot see it. */
export function announce(sentence) {
  announcer().textContent = sentence;
}

/** A button; what it says is what it does. */
export function button(label, act, properties = {}) {
  return h('button', { type: 'button', class: 'button', on: { click: act }, ...properties }, label);
}

/** Asks before something is lost; gives true or false. */
export function confirmed(question, detail, verb) {
  return new Promise((settle) => {
    const dialog = h('dialog', { class: 'ask', 'aria-labelledby': 'ask-title' },
      h('h2', { id: 'ask-title' }, question), h('p', {}, detail),
      h('form', { method: 'dialog', class: 'actions' },
        h('button', { value: 'no', class: 'button', autofocus: true }, 'Keep'),
        h('button', { value: 'yes', class: 'button danger' }, verb)));
    dialog.addEventListener('close', () => {
      dialog.remove();
      settle(dialog.returnValue === 'yes');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
