// A server that is not for everybody asks for a key, once.

import { post } from '../api.js';
import { h } from '../dom.js';

/** Shown in place of every view until the server knows who asks. */
export function signIn(main, admitted) {
  const key = h('input', { type: 'password', id: 'key', autocomplete: 'current-password', required: true, 'aria-describedby': 'key-help' });
  const told = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const submit = async (event) => {
    event.preventDefault();
    told.hidden = true;
    try {
      await post('/v1/session', { key: key.value.trim() });
      await admitted();
    } catch (problem) {
      told.textContent = problem.message;
      told.hidden = false;
      key.select();
    }
  };
  main.append(h('div', { class: 'panel signin' }, h('h1', { tabindex: '-1' }, 'Sign in'),
    h('form', { on: { submit } },
      h('div', { class: 'field' }, h('label', { for: 'key' }, 'Key'), key,
        h('p', { class: 'quiet', id: 'key-help' }, 'Whoever runs this server makes keys with “rushes keys create”. This browser then keeps a cookie for a while, not the key.')),
      told, h('button', { class: 'button primary', type: 'submit' }, 'Sign in'))));
  return { title: 'Sign in' };
}
