// The page: a stream of events, a store, a view for each address.

import { get } from './api.js';
import { follow } from './events.js';
import { apply, load, watch, store } from './store.js';
import { revive } from './uploads.js';
import { dropped } from './files.js';
import { announce, h, mark } from './dom.js';
import { intake } from './views/intake.js';
import { home } from './views/home.js';
import { compose } from './views/compose.js';
import { result } from './views/result.js';
import { shot } from './views/shot.js';
import { shots } from './views/shots.js';
import { signIn } from './views/signin.js';

const main = document.getElementById('main');
const banner = document.getElementById('banner');
const line = document.getElementById('line');
let view = null;
let first = true;
let locked = false;
let stream;

/** An address is "#/", "#/new?assets=…", "#/jobs/ID", "#/shots?q=…" or "#/shots/ID". */
function show() {
  const [path, query = ''] = (location.hash.slice(1) || '/').split('?');
  const parameters = new URLSearchParams(query);
  view?.close?.();
  main.replaceChildren();
  const [, page, id] = path.match(/^\/(new|jobs|shots)(?:\/([\w-]+))?$/) ?? [];
  for (const link of document.querySelectorAll('#nav a')) {
    mark(link, 'aria-current', (link.hash === '#/shots') === (page === 'shots') ? 'page' : null);
  }
  document.getElementById('nav').hidden = store.locked;
  if (store.locked) {
    view = signIn(main, admitted);
  } else if (page === 'new') {
    view = compose(main, parameters);
  } else if (page === 'jobs' && id) {
    view = result(main, id);
  } else if (page === 'shots') {
    view = id ? shot(main, id) : shots(main, parameters);
  } else {
    view = home(main);
  }
  document.title = `${view.title} – Rushes`;
  scrollTo(0, 0);
  if (!first) {
    // who cannot see the change hears it
    (main.querySelector('h1') ?? main).focus();
  }
  first = false;
}

function linked(state) {
  if (line.dataset.state === state || (locked && state === 'offline')) {
    return;
  }
  const before = line.dataset.state;
  line.dataset.state = state;
  document.getElementById('line-text').textContent = state === 'live' ? 'Live' : 'Offline';
  if (state === 'offline') {
    // a stream ends without saying why: it may be that a key is wanted
    get('/v1/session').catch((problem) => problem.status === 401 && load());
    banner.replaceChildren(h('strong', {}, 'The server does not answer.'),
      ' What you see is as it last was; this page goes on by itself when it is back. Work on the server goes on, and uploads keep what has arrived.');
    banner.hidden = false;
  } else {
    banner.hidden = true;
    if (before === 'offline') {
      announce('The server is back.');
    }
    // whatever was missed between the last word and this one
    load();
    revive();
  }
}

/** The server knows us now. */
async function admitted() {
  await load();
  stream.again();
}

/** Files may be dropped anywhere. */
function catchDrops() {
  const sign = document.getElementById('catch');
  const files = (event) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragenter', (event) => {
    if (files(event)) {
      event.preventDefault();
      sign.hidden = false;
    }
  });
  addEventListener('dragover', (event) => {
    if (files(event)) {
      event.preventDefault();
    }
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) {
      sign.hidden = true;
    }
  });
  addEventListener('drop', async (event) => {
    sign.hidden = true;
    if (files(event)) {
      event.preventDefault();
      const found = await dropped(event.dataTransfer);
      if (location.hash.length > 2) {
        location.hash = '#/';
      }
      intake(found);
    }
  });
}

document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', show);
watch(() => {
  if (store.locked !== locked) {
    locked = store.locked;
    if (locked) {
      line.dataset.state = 'locked';
      document.getElementById('line-text').textContent = 'Signed out';
    }
    banner.hidden ||= locked;
    show();
  }
  view?.update?.();
});
catchDrops();
show();
stream = follow({ event: apply, reset: load, state: linked });
load().then(() => {
  if (store.trouble && !store.locked) {
    linked('offline');
  }
});
