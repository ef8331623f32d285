// Numbered pictures that are one clip: shot.0001.dpx, shot.0002.dpx, …

const PICTURES = new Set('png tif tiff dpx exr jpg jpeg bmp webp jp2 j2k tga'.split(' '));

const NUMBERED = /^(.*?)(\d{1,18})\.(\w+)$/;

/**
 * Finds the sequences among files: same folder, stem, count of digits and extension, two or more.
 * @param held {file, folder} each
 * @returns {files, sequences}; a sequence is {name, files in order, size, missing}, where missing is the
 * first number that is not there, as the names write it, or null
 */
export function gather(held) {
  const groups = new Map();
  const files = [];
  for (const { file, folder } of held) {
    const [, stem, digits, extension] = file.name.match(NUMBERED) ?? [];
    if (!extension || !PICTURES.has(extension.toLowerCase())) {
      files.push(file);
      continue;
    }
    const key = JSON.stringify([folder, stem, digits.length, extension]);
    const group = groups.get(key) ?? { stem, extension, members: [] };
    group.members.push({ file, digits });
    groups.set(key, group);
  }
  const sequences = [];
  for (const group of groups.values()) {
    if (group.members.length < 2) {
      files.push(group.members[0].file);
    } else {
      sequences.push(sequence(group));
    }
  }
  return { files, sequences };
}

function sequence({ stem, extension, members }) {
  // of one length, so their order as text is that of the numbers
  members.sort((a, b) => (a.digits < b.digits ? -1 : 1));
  const [first, last] = [members[0].digits, members.at(-1).digits];
  const gap = members.findIndex(({ digits }, at) => at > 0 && BigInt(digits) !== BigInt(members[at - 1].digits) + 1n);
  const missing = gap < 0 ? null : String(BigInt(members[gap - 1].digits) + 1n).padStart(first.length, '0');
  const files = members.map(({ file }) => file);
  return { name: `${stem}[${first}-${last}].${extension}`, files, size: files.reduce((sum, file) => sum + file.size, 0), missing };
}
