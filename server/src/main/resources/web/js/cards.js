// Clips of P2 cards: CONTENTS/VIDEO/X.MXF, with its sound in CONTENTS/AUDIO/X00.MXF, X01.MXF, …

const PLACE = /^(.*\/)?contents\/([^/]+)\/$/i;

const stem = (name) => name.replace(/\.mxf$/i, '').toUpperCase();

const isMxf = ({ file }) => /\.mxf$/i.test(file.name);

/**
 * Takes the clips that have sound of their own out of the files.
 * @param held {file, folder} each
 * @returns {rest, cards, passed}: what is on no card, or whole by itself; clips as {name, files, size},
 * the picture first; and names of what a card holds beside its clips
 */
export function unpack(held) {
  const rest = [];
  const found = new Map();
  for (const one of held) {
    const [whole, root = '', part] = one.folder.match(PLACE) ?? [];
    if (whole === undefined) {
      rest.push(one);
      continue;
    }
    const card = found.get(root) ?? { video: [], audio: [], other: [] };
    const kind = part.toLowerCase();
    card[kind === 'video' || kind === 'audio' ? kind : 'other'].push(one);
    found.set(root, card);
  }
  const cards = [];
  const passed = [];
  for (const { video, audio, other } of found.values()) {
    if (!video.some(isMxf)) {
      // a folder of that name, and no card
      rest.push(...video, ...audio, ...other);
      continue;
    }
    passed.push(...other.map(({ file }) => file.name));
    const sound = new Set(audio);
    for (const picture of video) {
      const channels = audio.filter((one) => isMxf(one) && stem(one.file.name).slice(0, -2) === stem(picture.file.name)
        && /\d\d$/.test(stem(one.file.name)));
      channels.forEach((one) => sound.delete(one));
      if (isMxf(picture) && channels.length) {
        cards.push(clip(picture.file, channels.map(({ file }) => file)));
      } else {
        rest.push(picture);
      }
    }
    rest.push(...sound);
  }
  return { rest, cards, passed };
}

function clip(picture, sound) {
  sound.sort((a, b) => (stem(a.name) < stem(b.name) ? -1 : 1));
  const files = [picture, ...sound];
  return { name: picture.name, files, size: files.reduce((sum, file) => sum + file.size, 0) };
}
