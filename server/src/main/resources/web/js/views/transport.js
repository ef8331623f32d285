// J, K and L as on an editing desk: backwards, stop, forwards; again is faster.

/** Fastest, times real time. */
const FASTEST = 8;

/**
 * Drives a player by J, K and L.
 * @param player of together()
 * @param film the video element
 * @param fps frames a second
 */
export function transport(player, film, fps) {
  let speed = 0;
  let drawing = 0;
  let since = 0;
  let from = 0;

  function backwards(now) {
    const frame = Math.max(0, Math.round(from - ((now - since) / 1000) * fps * -speed));
    player.seek(frame);
    drawing = frame > 0 && speed < 0 ? requestAnimationFrame(backwards) : 0;
  }

  function halt() {
    cancelAnimationFrame(drawing);
    drawing = 0;
    speed = 0;
    film.playbackRate = 1;
  }

  return {
    stop() {
      halt();
      player.pause();
    },
    forwards() {
      const faster = !film.paused && speed > 0 ? Math.min(FASTEST, speed * 2) : 1;
      halt();
      speed = faster;
      film.playbackRate = faster;
      if (film.paused) {
        player.toggle();
      }
    },
    backwards() {
      const faster = drawing ? Math.max(-FASTEST, speed * 2) : -1;
      halt();
      if (!film.paused) {
        player.pause();
      }
      speed = faster;
      from = player.frame();
      since = performance.now();
      drawing = requestAnimationFrame(backwards);
    },
    halt,
  };
}
