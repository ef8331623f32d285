// Numbers as people read them.

/** "24000/1001" as a number; 0 if it is none. */
export function number(fraction) {
  if (!fraction) {
    return 0;
  }
  const [above, below = '1'] = String(fraction).split('/');
  return Number(below) ? Number(above) / Number(below) : 0;
}

/** "1.4 GB". */
export function bytes(count) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let size = count;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`;
}

/** "23.976", "25". */
export function rate(fraction) {
  const value = number(fraction);
  return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/0+$/, '');
}

/** "2 h 05 min", "3 min 20 s", "12 s". */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  }
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** Seconds as "01:23" or "1:02:03", as on a clock; of less than one it says so. */
export function clock(seconds) {
  if (seconds < 1) {
    return '< 1 s';
  }
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value) => String(value).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${two(minutes)}:${two(rest)}`;
}

/** "00:00:01:12" from a frame's number; counted without dropping. */
export function position(frame, fps) {
  const base = Math.max(1, Math.round(fps));
  const seconds = Math.floor(frame / base);
  const two = (value) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}:${two(frame % base)}`;
}

/** "just now", "5 min ago", or the day. */
export function ago(moment) {
  const seconds = (Date.now() - new Date(moment).getTime()) / 1000;
  if (seconds < 60) {
    return 'just now';
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  if (seconds < 86_400) {
    return `${Math.floor(seconds / 3600)} h ago`;
  }
  return new Date(moment).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** The server's sentences begin small, as they may follow a name; alone they begin as sentences do. */
export const sentence = (text) => (/^[a-z]+[ ,:]/.test(text ?? '') ? `${text[0].toUpperCase()}${text.slice(1)}` : text);

/** What the server says of a damaged clip, in a program's words; the page has a button for it. */
const SALVAGE = /save what is there with (--damaged keep|"options":\{"damaged":"keep"\})/;

/** Whether what failed may be tried again for what is left of the clip. */
export const salvageable = (problem) => SALVAGE.test(problem?.detail ?? '');

/**
 * Why something failed, from a problem document; null if it does not say.
 * @param name of the file that it is about, which stays as it is
 */
export function reason(problem, name) {
  const text = problem?.detail?.replace(SALVAGE, 'choose “Save what is there”') ?? null;
  return text?.startsWith(name) ? text : sentence(text);
}

/** Whole per cent, never 100 before the end. */
export const percent = (share) => (share >= 1 ? 100 : Math.min(99, Math.floor(share * 100)));

export const count = (many, one, more = `${one}s`) => `${many.toLocaleString('en')} ${many === 1 ? one : more}`;
