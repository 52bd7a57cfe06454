// The page's line to the server while it is a phone: a WebSocket that comes back by itself. Its messages are listed in
// docs/phone-messages.md; none of them has a number, a name or an address of anybody in it.

const FIRST_WAIT_MILLIS = 250;
const LONGEST_WAIT_MILLIS = 5_000;
const SILENT_MILLIS = 25_000; // the server says something every ten seconds
const PATH = '/api/phone';
const OVER = new Map([[4401, 'ended'], [4409, 'replaced'], [4423, 'taken']]); // for good

/** How long to wait before try number 'tries' (from 0); 'chance' from 0 to 1 keeps pages from coming all at once. */
export function waitBefore(tries, chance) {
  const most = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS * 2 ** Math.min(tries, 10));
  return most / 2 + chance * most / 2;
}

export class Line {
  #hears;
  #path;
  #socket = null;
  #tries = 0;
  #timer = 0;
  #watch = 0;
  #wanted = false;
  up = false;

  /**
   * @param hears {message(object), changed(), over(why)}; 'over' once, with 'ended', 'replaced' or 'taken'
   * @param path of the server's WebSocket, for a phone that is not the advocate's: its call hangs on its socket
   */
  constructor(hears, path = PATH) {
    this.#hears = hears;
    this.#path = path;
  }

  start() {
    if (!this.#wanted) {
      this.#wanted = true;
      this.#open();
    }
  }

  stop() {
    this.#wanted = false;
    this.#leave();
    this.#say(false);
  }

  /** The network is another one, or was away: what is open may be dead without knowing it. */
  renew() {
    if (this.#path === PATH || !this.up) {
      this.#again();
    }
  }

  #again() {
    if (this.#wanted) {
      this.#tries = 0;
      this.#open();
    }
  }

  /** Whether it was sent. */
  send(message) {
    if (!this.up) {
      return false;
    }
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #open() {
    this.#leave();
    const address = new URL(this.#path, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address);
    this.#socket = socket;
    const mine = hear => event => socket === this.#socket && hear(event);
    socket.addEventListener('open', mine(() => {
      this.#tries = 0;
      this.#heard();
      this.#say(true);
    }));
    socket.addEventListener('message', mine(({data}) => {
      this.#heard();
      const message = JSON.parse(data);
      if (message.type === 'alive') {
        this.send({type: 'alive'});
      } else {
        this.#hears.message(message);
      }
    }));
    socket.addEventListener('close', mine(({code}) => this.#closed(code)));
  }

  /** Lets go of what is open, without a word to anybody. */
  #leave() {
    clearTimeout(this.#timer);
    clearTimeout(this.#watch);
    const before = this.#socket;
    this.#socket = null;
    before?.close();
  }

  #closed(code) {
    clearTimeout(this.#watch);
    this.#socket = null;
    this.#say(false);
    if (OVER.has(code)) {
      this.#wanted = false;
      this.#hears.over(OVER.get(code));
    } else if (this.#wanted) {
      this.#timer = setTimeout(() => this.#open(), waitBefore(this.#tries, Math.random()));
      this.#tries += 1;
    }
  }

  #heard() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#again(), SILENT_MILLIS);
  }

  #say(up) {
    if (this.up !== up) {
      this.up = up;
      this.#hears.changed();
    }
  }
}
