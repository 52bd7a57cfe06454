// Calls that came in and were over when the next one rang: what they were about can be said later. The programmes
// only, of a few, in this page's memory; a page that is loaded again has forgotten them.

const MOST = 20;
const lines = [];

export const uncounted = {
  get count() {
    return lines.length;
  },

  add(programme) {
    if (lines.length < MOST) {
      lines.push(programme);
    }
  },

  /** The one that waits longest; null without one. */
  take: () => lines.shift() ?? null,

  forget() {
    lines.length = 0;
  },
};
