// Fetching plans and opening their envelopes. What is opened belongs to the view that asked and dies with it.

import {say} from './say.js';

const path = id => `/api/plans/${encodeURIComponent(id)}`;

/** A plan as the server has it: policy and verdict readable, the envelope closed. */
export function fetchPlan(app, id) {
  return app.api.get(path(id));
}

export function openEnvelope(app, plan) {
  return app.open(app.KIND.PLAN, `plan/${plan.id}`, plan.envelope);
}

/** Erases a plan: its key is destroyed, then its row. Answers with the receipt's index. */
export async function erase(app, id) {
  const {receipt} = await app.api.remove(path(id));
  return receipt.index;
}

/** Asks, then erases; null if it was kept after all. */
export async function askAndErase(app, id) {
  const yes = await app.ask(say('Erase this plan now?'), {
    yes: say('Erase it'), no: say('Keep it'), stop: true,
        why: say('Its key is destroyed at once. Nobody can bring it back.')});
  return yes ? erase(app, id) : null;
}

/** One's hand on a call-back, so that nobody else calls at the same time. */
export function claim(app, id) {
  return app.api.post(`/api/callbacks/${encodeURIComponent(id)}/claim`, {});
}

export function giveBack(app, id) {
  return app.api.remove(`/api/callbacks/${encodeURIComponent(id)}/claim`);
}
