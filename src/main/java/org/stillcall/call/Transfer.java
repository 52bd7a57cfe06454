package org.stillcall.call;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.duty.Tier;
import org.stillcall.duty.Worker;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.store.PersonId;

/**
 * A call that its advocate puts through by the keys of a phone (P14). Whoever is on duty for its programme and free is
 * rung as for a caller, the fallback group where nobody of the first one is free; meanwhile the other side hears the
 * waiting tone. The first who accepts has the call, in the same turn, and whoever gave it is let go. Taken back by a
 * key, or by nobody in the set time, it is the advocate's as before. Loop thread only.
 *
 * <p>A call under a contact plan stays with whoever has claimed the plan: what there is to know is on their page.
 */
final class Transfer {
    private final Exchange exchange;
    private final Calls calls;
    private final Call call;
    private final Map<PersonId, Ringer.Ring> rings = new LinkedHashMap<>();
    private int asked;
    private Loop.@Nullable Timer limit;

    Transfer(Exchange exchange, Calls calls, Call call) {
        this.exchange = exchange;
        this.calls = calls;
        this.call = call;
    }

    /** Whether colleagues are being rung. */
    boolean rings() {
        return !rings.isEmpty();
    }

    /** By the advocate's keys: rings colleagues, or none any longer. */
    void asked(SipHalf phone) {
        if (rings()) {
            takeBack();
            return;
        }
        List<Worker> free = mayBegin() ? free() : List.of();
        if (free.isEmpty()) {
            say(Sentence.TRANSFER_NOBODY);
            return;
        }
        asked++;
        phone.hold(true);
        call.bridge().both();
        say(Sentence.TRANSFER_RINGS);
        Ringer.Card card = card();
        free.forEach(worker ->
                rings.put(worker.person(), calls.ringer().ring(worker, card, new Heard(worker.person()))));
        limit = exchange.loop().after(Limits.TRANSFER_RING_MILLIS, this::comesBack);
    }

    private boolean mayBegin() {
        return call.company().unfit() == null && call.plan().planId() == null && asked < Limits.TRANSFERS;
    }

    /** Those of the first group who can be rung now, and of the fallback group where there are none. */
    private List<Worker> free() {
        Label language = language();
        for (Tier tier : Tier.values()) {
            List<Worker> group = calls.doorway().onDuty(call.plan().programme(), tier).stream()
                    .filter(calls.ringer()::reachable)
                    .toList();
            List<Worker> speaking = group.stream()
                    .filter(worker -> language == null || worker.languages().contains(language))
                    .toList();
            if (!group.isEmpty()) {
                return speaking.isEmpty() ? group : speaking; // an interpreter can be asked to join
            }
        }
        return List.of();
    }

    private @Nullable Label language() {
        CalledIn caller = call.calledIn();
        return caller == null ? null : caller.language();
    }

    private Ringer.Card card() {
        CalledIn caller = call.calledIn();
        Duration waited = caller == null ? Duration.ZERO : caller.waited();
        return new Ringer.Card(
                exchange.randomness().token(128), call.plan().programme(), language(), () -> waited, () -> 0);
    }

    private void say(Sentence sentence) {
        call.near().media().play(call.near().sentence(sentence), false);
    }

    /** What was to be said to the advocate was said. */
    void told() {
        if (rings()) {
            call.near().waitOn();
        }
    }

    /** By a key of the advocate's: nobody is rung any longer, and the two talk again. */
    void takeBack() {
        stop();
        goOn();
    }

    private void comesBack() {
        stop();
        goOn();
        say(Sentence.TRANSFER_BACK);
    }

    private void goOn() {
        if (call.near() instanceof SipHalf phone && call.phase().talks()) {
            phone.hold(false);
            call.bridge().both();
        }
    }

    /** Rings nobody any longer; again is harmless. */
    void stop() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
        List<Ringer.Ring> all = List.copyOf(rings.values());
        rings.clear();
        all.forEach(Ringer.Ring::stop);
    }

    /**
     * Whether the advocate, who hangs up now, did so while colleagues were rung for somebody who called us: they wait
     * for whoever is on duty then, and nobody in particular.
     */
    boolean isLeftToOthers() {
        CalledIn caller = call.calledIn();
        if (!rings() || caller == null) {
            return false;
        }
        stop();
        caller.talk().handedTo(null);
        return true;
    }

    private void gone(PersonId person) {
        if (rings.remove(person) != null && rings.isEmpty()) {
            comesBack();
        }
    }

    private void take(PersonId person, AcceptedHalf taken) {
        stop();
        call.handedTo(taken.half(), taken.phone(), taken.name());
        taken.half().talk();
        CalledIn caller = call.calledIn();
        if (caller != null) {
            caller.talk().handedTo(person);
        }
    }

    /** What becomes of one colleague's ring. */
    private final class Heard implements Ringer.Answer {
        private final PersonId person;

        Heard(PersonId person) {
            this.person = person;
        }

        @Override
        public void accepted(Ringer.Accepted accepted) {
            boolean counts = rings.remove(person) != null && call.phase().talks();
            if (counts) {
                take(person, (AcceptedHalf) accepted);
            } else {
                accepted.leave();
            }
        }

        @Override
        public void answering() {
            List.copyOf(rings.keySet()).stream()
                    .filter(other -> !other.equals(person))
                    .forEach(other -> {
                        Ringer.Ring ring = rings.remove(other);
                        if (ring != null) {
                            ring.stop();
                        }
                    });
        }

        @Override
        public void declined() {
            gone(person);
        }

        @Override
        public void unreachable() {
            gone(person);
        }
    }

    @Override
    public String toString() {
        return "Transfer";
    }
}
