// Files and folders that were picked or dropped.

import { unpack } from './cards.js';
import { gather } from './sequences.js';

/** A card's clips, or a few minutes of scanned pictures; more at once is a mistake. */
const MOST = 5_000;

const FOOTAGE = new Set(('mov mp4 m4v mkv webm mxf avi mts m2ts ts mpg mpeg vob wmv flv 3gp dv ogv gif y4m nut r3d braw'
  + ' png tif tiff dpx exr jpg jpeg bmp webp jp2 j2k tga heic').split(' '));

const footage = (name) => !name.startsWith('.') && FOOTAGE.has(name.split('.').pop().toLowerCase());

function entries(reader) {
  return new Promise((done, failed) => reader.readEntries(done, failed));
}

/** What came in: files with their folders, names that were passed over, and whether there was more. */
const collection = () => ({ held: [], passed: [], cut: false });

function take(into, file, folder) {
  if (into.held.length >= MOST) {
    into.cut = true;
  } else {
    into.held.push({ file, folder });
  }
}

async function walk(entry, into) {
  if (into.cut) {
    return;
  }
  if (entry.isFile) {
    if (footage(entry.name)) {
      take(into, await new Promise((done, failed) => entry.file(done, failed)), entry.fullPath.slice(0, -entry.name.length));
    } else {
      into.passed.push(entry.name);
    }
    return;
  }
  if (entry.name.startsWith('.')) {
    into.passed.push(entry.name);
    return;
  }
  const reader = entry.createReader();
  // a reader gives some hundred names a time, and none at the end
  for (let some = await entries(reader); some.length; some = await entries(reader)) {
    for (const one of some) {
      await walk(one, into);
    }
  }
}

function sorted({ held, passed, cut }) {
  const { rest, cards, passed: beside } = unpack(held);
  return { ...gather(rest), cards, passed: [...passed, ...beside], most: cut ? MOST : 0 };
}

/**
 * What a drop holds: files as they are, of folders the footage.
 * Gives {files, sequences, cards, passed, most}: names that were passed over, and the bound if it was reached, else 0.
 */
export async function dropped(transfer) {
  const into = collection();
  // a transfer is empty as soon as this event is over
  const held = [...transfer.items].filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  for (const { entry, file } of held) {
    if (entry?.isDirectory) {
      await walk(entry, into);
    } else if (file) {
      take(into, file, '');
    }
  }
  return sorted(into);
}

/** What an input holds; of a folder only the footage, while files were chosen one by one and are all meant. */
export function picked(list, folder) {
  const into = collection();
  for (const file of list) {
    const path = file.webkitRelativePath || file.name;
    const hidden = path.split('/').slice(0, -1).some((part) => part.startsWith('.'));
    if (!folder || (footage(file.name) && !hidden)) {
      take(into, file, path.slice(0, -file.name.length));
    } else {
      into.passed.push(file.name);
    }
  }
  return sorted(into);
}
