// Whether a receipt stands in the log, and whether the log goes on from what was seen of it before: what the server
// says is checked here, not believed. The log's key and the newest state seen are kept in this page's memory, and
// nowhere else: a page that is opened anew believes the first it sees, unless somebody pastes what they kept.

import {
  fromBase64url, leafOf, parseCheckpoint, parseKey, verifyCheckpoint, verifyConsistency, verifyInclusion,
} from './receipts.js';

/** What a check comes to. UNKNOWN: this browser cannot check the signature, so nothing is known. */
export const RESULT = Object.freeze({GOOD: 'GOOD', BAD: 'BAD', UNKNOWN: 'UNKNOWN'});

const FIELDS = ['index', 'kind', 'hour', 'token'];
const LINES = 5;

function same(left, right) {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Something that does not fit; the check is over. */
class Misfit extends Error {}

function demand(holds) {
  if (!holds) {
    throw new Misfit();
  }
}

/**
 * The key and checkpoints in what somebody kept: a copy of log.pub, a checkpoint of five lines, or both, as the page
 * shows them; null if it is neither.
 */
export async function parseKept(text) {
  const lines = text.replaceAll('\r', '').trim().split('\n').map(line => line.trimEnd());
  const key = await parseKey(lines[0]);
  const rest = key === null ? lines : lines.slice(1);
  if (key !== null && rest.length === 0) {
    return {key: lines[0], checkpoint: null};
  }
  const checkpoint = rest.length === LINES ? parseCheckpoint(`${rest.join('\n')}\n`) : null;
  return checkpoint === null ? null : {key: key === null ? null : lines[0], checkpoint};
}

/** One page's view of one log. */
export class LogWatch {
  #key = null; // the text of the first key seen
  #newest = null; // the largest state proved: {size, root, text}
  #turn = Promise.resolve(); // one check after the other: each goes on from what the one before proved

  /** What to keep in another place: the log's key and its newest checkpoint; '' before the first check. */
  get forKeeping() {
    return this.#newest === null ? '' : `${this.#key}${this.#newest.text}`;
  }

  /**
   * Whether the log's state is signed and goes on from the newest one seen.
   *
   * @param state {size, root, checkpoint, key} as the server gives it
   * @param ask (from, to) -> the server's {proof} that a log of 'to' receipts begins with those before 'from'
   */
  see(state, ask) {
    return this.#inTurn(async () => {
      await this.#goesOn(await this.#signed(state), ask);
    });
  }

  /**
   * Whether the server's answer proves the receipt that was shown.
   *
   * @param answer {receipt, proof, size, root, checkpoint, key}, hashes and tokens in base64url
   * @param shown the receipt as the list showed it
   */
  check(answer, shown, ask) {
    return this.#inTurn(async () => {
      demand(FIELDS.every(field => answer.receipt[field] === shown[field]));
      const state = await this.#signed(answer);
      const leaf = leafOf({...answer.receipt, token: fromBase64url(answer.receipt.token)});
      demand(leaf !== null);
      const proof = answer.proof.map(fromBase64url);
      demand(await verifyInclusion(leaf, answer.receipt.index, state.size, proof, state.root));
      await this.#goesOn(state, ask);
    });
  }

  /** Whether the log goes on from what somebody kept of it, as parseKept() reads it. Ask see() first. */
  compare(kept, ask) {
    return this.#inTurn(async () => {
      demand(this.#newest !== null && kept !== null);
      demand(kept.key === null || kept.key === this.#key.trimEnd());
      if (kept.checkpoint !== null) {
        await this.#byOurKey(kept.checkpoint);
        demand(kept.checkpoint.size <= this.#newest.size);
        await this.#proved(kept.checkpoint, this.#newest, ask);
      }
    });
  }

  #inTurn(work) {
    const result = this.#turn.then(async () => {
      try {
        await work();
        return RESULT.GOOD;
      } catch (error) {
        if (error instanceof Unable) {
          return RESULT.UNKNOWN;
        }
        if (error.status === 0) {
          throw error; // the server does not answer: nothing was checked
        }
        return RESULT.BAD; // also what is not even spelled right, or a proof that the server does not give
      }
    });
    this.#turn = result.catch(() => {});
    return result;
  }

  /** The state, if the checkpoint says the same and the one key signed it. */
  async #signed({size, root: text, checkpoint: note, key}) {
    const root = fromBase64url(text);
    const checkpoint = parseCheckpoint(note);
    demand(checkpoint !== null && checkpoint.size === size && same(checkpoint.root, root));
    demand(typeof key === 'string' && (this.#key === null || this.#key === key));
    await this.#byOurKey(checkpoint, key);
    return {size, root, text: note, key};
  }

  async #byOurKey(checkpoint, key = this.#key) {
    const known = await parseKey(key);
    demand(known !== null);
    const signed = await verifyCheckpoint(checkpoint, known);
    if (signed === null) {
      throw new Unable();
    }
    demand(signed);
  }

  /** The one begins with the other, whichever is longer: answers may overtake each other. */
  async #goesOn(state, ask) {
    if (this.#newest !== null) {
      const [older, newer] = state.size < this.#newest.size ? [state, this.#newest] : [this.#newest, state];
      await this.#proved(older, newer, ask);
    }
    if (this.#newest === null || state.size > this.#newest.size) {
      this.#key = state.key;
      this.#newest = state;
    }
  }

  async #proved(older, newer, ask) {
    const trivial = older.size === newer.size || older.size === 0;
    const proof = trivial ? [] : (await ask(older.size, newer.size)).proof.map(fromBase64url);
    demand(await verifyConsistency(older, newer, proof));
  }
}

/** This browser has no Ed25519. */
class Unable extends Error {}
