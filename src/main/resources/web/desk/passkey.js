// Passkeys (WebAuthn level 3) from and to the JSON that the server speaks.

import {toBytes, toText} from './crypto.js';
import {say} from './say.js';

class NoPasskey extends Error {
  constructor(forPeople) {
    super('The passkey was not used.');
    this.forPeople = forPeople;
  }
}

const REASONS = {
  NotAllowedError: say('That was stopped or took too long. Please try again.'),
  InvalidStateError: say('This device already has a passkey here. Please sign in with it.'),
  NotSupportedError: say('This device cannot make a passkey of the kind that is needed.'),
  SecurityError: say('Passkeys work at the address of this server only. Please check the address.'),
};

async function asked(work) {
  if (!navigator.credentials) {
    throw new NoPasskey(say('This browser has no passkeys. Please use a newer one.'));
  }
  try {
    return await work();
  } catch (error) {
    throw new NoPasskey(REASONS[error?.name] ?? say('The passkey did not work. Please try again.'));
  }
}

const listed = credentials => (credentials ?? []).map(each => ({...each, id: toBytes(each.id)}));
const text = buffer => toText(new Uint8Array(buffer));

/** Makes a passkey. Call it right after a press: browsers want one. */
export async function create(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    user: {...options.user, id: toBytes(options.user.id)},
    excludeCredentials: listed(options.excludeCredentials),
  };
  const made = await asked(() => navigator.credentials.create({publicKey}));
  return {
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    clientExtensionResults: made.getClientExtensionResults(),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

/** Uses a passkey. */
export async function use(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: listed(options.allowCredentials),
  };
  const used = await asked(() => navigator.credentials.get({publicKey}));
  return {
    id: used.id,
    rawId: text(used.rawId),
    type: used.type,
    authenticatorAttachment: used.authenticatorAttachment ?? undefined,
    clientExtensionResults: used.getClientExtensionResults(),
    response: {
      clientDataJSON: text(used.response.clientDataJSON),
      authenticatorData: text(used.response.authenticatorData),
      signature: text(used.response.signature),
      userHandle: used.response.userHandle ? text(used.response.userHandle) : undefined,
    },
  };
}
