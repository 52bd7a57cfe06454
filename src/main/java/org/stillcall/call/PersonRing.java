package org.stillcall.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stillcall.duty.Worker;
import org.stillcall.plan.ProgrammeRule;

/**
 * One person who is rung for a caller, on several phones at once: the first that accepts has it and the others stop,
 * one that fails is gone, and the last that goes ends it. Loop thread only.
 */
final class PersonRing implements Ringer.Ring {
    /** A person has a few devices and phones; more of them do not ring. */
    private static final int MOST_PHONES = 12;

    private final Exchange exchange;
    private final PersonRinger ringer;
    private final Worker worker;
    private final Ringer.Card card;
    private final Ringer.Answer answer;
    private final List<RungPhone> phones = new ArrayList<>(3);
    private @Nullable RungPhone answering;
    private boolean over;
    private boolean stopped;

    PersonRing(Exchange exchange, PersonRinger ringer, Worker worker, Ringer.Card card, Ringer.Answer answer) {
        this.exchange = exchange;
        this.ringer = ringer;
        this.worker = worker;
        this.card = card;
        this.answer = answer;
    }

    Ringer.Card card() {
        return card;
    }

    void begin(List<NearPhone> all) {
        all.forEach(this::joins);
        if (phones.isEmpty()) {
            ends(answer::unreachable);
        }
    }

    /** One more phone rings. */
    void joins(NearPhone phone) {
        ProgrammeRule rule = exchange.programmes().get(card.programme());
        if (over || answering != null || rule == null || phones.size() >= MOST_PHONES) {
            return;
        }
        RungPhone rung =
                new RungPhone(exchange, this, phone, exchange.randomness().token(128));
        NearHalf half =
                NearHalf.of(exchange, new NearHalf.At(ringer.pages(), phone), new Errand(rule, false, null), rung);
        rung.of(half);
        phones.add(rung);
        ringer.live().rings(phone, this);
        boolean rings = false;
        try {
            rings = half.ring();
        } finally {
            if (!rings) {
                retire(rung); // also when ringing threw: what it holds must not outlive it
            }
        }
        if (rings) {
            rung.watch(ringer.pages());
        }
    }

    // what its phones tell

    boolean isOf(RungPhone rung) {
        return phones.contains(rung);
    }

    /** That phone rings no longer. */
    void gone(RungPhone rung) {
        retire(rung);
        if (phones.isEmpty()) {
            ends(answer::unreachable);
        }
    }

    /** The page of that device has nobody signed in any more. */
    void lost(NearPhone phone) {
        List.copyOf(phones).stream().filter(rung -> rung.isAt(phone)).forEach(this::gone);
    }

    /** Somebody is there, and is heard in a moment. */
    void answering(RungPhone rung) {
        if (answering == null) {
            answering = rung;
            onlyOne(rung);
            answer.answering();
        }
    }

    private void onlyOne(RungPhone rung) {
        List.copyOf(phones).stream().filter(other -> other != rung).forEach(this::retire);
    }

    /** It is the person, and the caller is theirs. */
    void accepted(RungPhone rung) {
        onlyOne(rung);
        phones.clear();
        finish();
        rung.close();
        ringer.live().rangOut(rung.phone(), this);
        answer.accepted(new AcceptedHalf(rung.half(), rung.phone(), rung.name(), worker.phones(), () -> leave(rung)));
        if (rung.half().seat() == rung) {
            leave(rung); // nobody took it
        }
    }

    private void leave(RungPhone rung) {
        if (!rung.left()) {
            rung.leaves();
            ringer.left(rung.half());
        }
    }

    void declined() {
        List.copyOf(phones).forEach(this::retire);
        ends(answer::declined);
    }

    private void retire(RungPhone rung) {
        if (phones.remove(rung)) {
            rung.close();
            ringer.live().rangOut(rung.phone(), this);
            leave(rung);
        }
    }

    /** Told at the loop's next turn: whoever began to ring has to know what they ring first. */
    private void ends(Runnable tell) {
        if (!over) {
            finish();
            exchange.loop().execute(() -> {
                if (!stopped) {
                    tell.run();
                }
            });
        }
    }

    private void finish() {
        over = true;
        ringer.over(this, worker.person());
    }

    @Override
    public void stop() {
        stopped = true;
        if (!over) {
            finish();
            List.copyOf(phones).forEach(this::retire);
        }
    }

    @Override
    public String toString() {
        return "PersonRing";
    }
}
