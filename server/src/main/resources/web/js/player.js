// Two proxies as one film: the frame that is shown is the same in both, always.

/** How far apart the two may run before one is moved, in frames. */
const SLACK = 0.5;
/** Beyond this, catching up would be seen: it jumps, in seconds. */
const LOST = 0.4;

/**
 * Plays "lead" and keeps "other" beside it.
 * @param fps of the lead; where its rate is variable, the average is taken
 * @param count of the lead's frames, or 0 if nobody knows
 * @param variable whether its rate is
 * @param offset seconds of the other at the lead's first frame
 * @param shown is called with the number of the frame on screen
 */
export function together(lead, other, { fps: nominal, count, variable, offset, shown, playing }) {
  const both = other ? [lead, other] : [lead];
  const frames = () => count || Math.max(1, Math.round(lead.duration * nominal) || 1);
  const pace = () => (variable && lead.duration > 0 ? frames() / lead.duration : nominal);
  const middle = (frame) => (frame + 0.5) / pace();
  let frame = 0;
  let wanted = null;
  let closed = false;

  const now = () => Math.min(frames() - 1, Math.max(0, Math.floor(lead.currentTime * pace() + 1e-3)));

  function tell(number) {
    if (number !== frame || wanted !== null) {
      frame = number;
      shown(frame);
    }
  }

  function watch(_, data) {
    if (closed) {
      return;
    }
    if (!lead.paused) {
      tell(Math.min(frames() - 1, Math.round(data.mediaTime * pace())));
      follow(data.mediaTime);
    }
    lead.requestVideoFrameCallback(watch);
  }

  function follow(time) {
    if (!other || other.seeking || other.readyState < 2) {
      return;
    }
    const drift = other.currentTime - (lead.currentTime + offset);
    if (Math.abs(drift) > LOST) {
      other.currentTime = time + offset;
    }
    other.playbackRate = Math.abs(drift) * pace() > SLACK ? Math.min(1.2, Math.max(0.8, 1 - drift * 2)) : 1;
  }

  function settle() {
    if (wanted === null) {
      return;
    }
    const target = wanted;
    wanted = null;
    lead.currentTime = middle(target);
    if (other) {
      other.currentTime = middle(target) + offset;
    }
  }

  /** Shows a frame; while a seek is under way only the last wish counts. */
  function seek(number) {
    const target = Math.min(frames() - 1, Math.max(0, number));
    frame = target;
    shown(target);
    wanted = target;
    if (!both.some((one) => one.seeking)) {
      settle();
    }
  }

  async function play() {
    if (now() >= frames() - 1) {
      seek(0);
    }
    try {
      await Promise.all(both.map((one) => one.play()));
    } catch (refused) {
      pause();
    }
    playing(!lead.paused);
  }

  function pause() {
    both.forEach((one) => one.pause());
    if (other) {
      other.playbackRate = 1;
    }
    seek(frame);
    playing(false);
  }

  both.forEach((one) => one.addEventListener('seeked', () => {
    if (!both.some((each) => each.seeking)) {
      settle();
    }
  }));
  lead.addEventListener('ended', () => {
    both.forEach((one) => one.pause());
    frame = frames() - 1;
    shown(frame);
    playing(false);
  });
  lead.addEventListener('loadedmetadata', () => seek(frame));
  other?.addEventListener('loadedmetadata', () => seek(frame));
  lead.requestVideoFrameCallback?.(watch);
  return {
    seek, pause,
    step: (by) => {
      if (!lead.paused) {
        pause();
      }
      seek(frame + by);
    },
    toggle: () => (lead.paused ? play() : pause()),
    frames,
    frame: () => frame,
    close() {
      closed = true;
      both.forEach((one) => {
        one.pause();
        one.removeAttribute('src');
        one.load();
      });
    },
  };
}
