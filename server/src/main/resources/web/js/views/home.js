// Everything at a glance: what comes in, what is there, what is being made.

import { h } from '../dom.js';
import { picked } from '../files.js';
import { store } from '../store.js';
import { intake, note } from './intake.js';
import { uploadList } from './uploads.js';
import { footage } from './footage.js';
import { jobList } from './jobs.js';

function chooser(folder) {
  const id = folder ? 'pick-folder' : 'pick-files';
  const input = h('input', { type: 'file', id, class: 'hidden', multiple: true, webkitdirectory: folder,
    on: { change: () => {
      intake(picked(input.files, folder));
      input.value = '';
    } } });
  return [input, h('label', { for: id, class: `button${folder ? '' : ' primary'}` }, folder ? 'Choose a folder' : 'Choose files')];
}

/** The view at "#/". */
export function home(main) {
  const trouble = h('p', { class: 'trouble', role: 'alert', hidden: true });
  const notice = note();
  const uploads = uploadList();
  const clips = footage();
  const jobs = jobList();
  main.append(
    h('h1', { class: 'hidden', tabindex: '-1' }, 'Footage and jobs'),
    h('section', { class: 'intake', 'aria-label': 'Add footage' },
      h('div', {}, h('p', { class: 'lead' }, 'Drop footage anywhere on this page'),
        h('p', { class: 'quiet' }, 'Files or folders of any size. An interrupted upload goes on where it stopped.')),
      h('div', { class: 'actions' }, chooser(false), chooser(true))),
    trouble, notice.node, uploads.node,
    h('div', { class: 'columns' }, clips.node, jobs.node));
  const view = {
    title: 'Footage and jobs',
    update() {
      trouble.hidden = !store.trouble;
      trouble.textContent = store.trouble ?? '';
      notice.update();
      uploads.update();
      clips.update();
      jobs.update();
    },
  };
  view.update();
  return view;
}
