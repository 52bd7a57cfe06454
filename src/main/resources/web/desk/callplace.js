// A call's place: it stays through locks and changes of view. While locked it is drawn without anything about her.

export class CallPlace {
  #root;
  #shown = null;
  #hidden = false;

  constructor(root) {
    this.#root = root;
  }

  /**
   * A call begins. 'shown' is {draw(root, {hidden}), forget()}: 'draw' fills the place, without details if 'hidden';
   * 'forget' drops what was opened of her, before a lock and when the page is left.
   */
  begin(shown) {
    this.#shown = shown;
    this.redraw();
  }

  end() {
    this.#shown?.forget?.();
    this.#shown = null;
    this.#root.replaceChildren();
    this.#root.hidden = true;
  }

  get active() {
    return this.#shown !== null;
  }

  get hidden() {
    return this.#hidden;
  }

  redraw() {
    if (this.#shown !== null) {
      this.#root.hidden = false;
      this.#root.replaceChildren();
      this.#shown.draw(this.#root, {hidden: this.#hidden});
    }
  }

  /** Called by the shell at a lock and an unlock. */
  hide(hidden) {
    this.#hidden = hidden;
    if (hidden) {
      this.#shown?.forget?.();
    }
    this.redraw();
  }

  /** The page goes away: nothing of the call stays on it. */
  forget() {
    this.#root.replaceChildren();
    this.#shown?.forget?.();
  }
}
