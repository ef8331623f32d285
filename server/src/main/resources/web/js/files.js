// Files and folders that were picked or dropped.

/** A card's clips and a day's stills; more at once is a mistake. */
const MOST = 5_000;

const FOOTAGE = new Set(('mov mp4 m4v mkv webm mxf avi mts m2ts ts mpg mpeg vob wmv flv 3gp dv ogv gif y4m nut r3d braw'
  + ' png tif tiff dpx exr jpg jpeg bmp webp jp2 j2k tga heic').split(' '));

const footage = (name) => FOOTAGE.has(name.split('.').pop().toLowerCase());
const hidden = (name) => name.startsWith('.') || name === 'Thumbs.db';

function entries(reader) {
  return new Promise((done, failed) => reader.readEntries(done, failed));
}

async function walk(entry, into) {
  if (into.files.length >= MOST || hidden(entry.name)) {
    return;
  }
  if (entry.isFile) {
    if (footage(entry.name)) {
      into.files.push(await new Promise((done, failed) => entry.file(done, failed)));
    } else {
      into.skipped++;
    }
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

/** What a drop holds: files as they are, of folders the footage. Gives {files, skipped}. */
export async function dropped(transfer) {
  const into = { files: [], skipped: 0 };
  // a transfer is empty as soon as this event is over
  const held = [...transfer.items].filter((item) => item.kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry?.(), file: item.getAsFile() }));
  for (const { entry, file } of held) {
    if (entry?.isDirectory) {
      await walk(entry, into);
    } else if (file) {
      into.files.push(file);
    }
  }
  return into;
}

/** What an input for folders holds. */
export function picked(list) {
  const all = [...list].filter((file) => !hidden(file.name));
  const files = all.filter((file) => footage(file.name)).slice(0, MOST);
  return { files, skipped: all.length - files.length };
}
