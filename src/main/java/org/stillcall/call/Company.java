package org.stillcall.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.call.ThirdParties.Answer;
import org.stillcall.call.ThirdParties.Role;
import org.stillcall.call.ThirdParties.Stage;
import org.stillcall.call.ThirdParties.Third;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.Prompt;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.plan.PlanStanding;

/**
 * Whoever joins one call beside its two: at most one at a time, rung for a while, announced by a tone to everybody,
 * gone with the call at the latest. Whatever becomes of them, the call between the two goes on. Loop thread only.
 *
 * <p>They are there only while people talk: a drop, a machine's tone, any end takes them away first. A page that holds
 * lets everybody wait, so that nobody talks or listens there without the advocate.
 */
final class Company {
    private static final int MOST_LEAVING = 4;

    private final Exchange exchange;
    private final Calls calls;
    private final Call call;
    private final Transfer transfer;
    private final List<NearHalf> leaving = new ArrayList<>(1); // until their numbers are overwritten
    private @Nullable Present present;
    private @Nullable Third seen; // the present one, or how the last one went
    private boolean announced;
    private int asked;
    private Loop.@Nullable Timer limit;

    /** Who it is: their phone and their half of the call. */
    private record Present(Guest guest, NearHalf half, ThirdSeat seat) {}

    /**
     * Who is to be asked.
     *
     * @param language of an interpreter, else null
     */
    record Guest(Role role, NearPhone phone, @Nullable Label language) {}

    Company(Exchange exchange, Calls calls, Call call) {
        this.exchange = exchange;
        this.calls = calls;
        this.call = call;
        this.transfer = new Transfer(exchange, calls, call);
    }

    /** Colleagues who are to take the call over without joining it first. */
    Transfer transfer() {
        return transfer;
    }

    Optional<Third> view() {
        return Optional.ofNullable(seen);
    }

    /** Why nobody may be asked to join now; null when somebody may. */
    @Nullable
    Answer unfit() {
        if (!call.phase().talks() || !call.near().present() || call.answering().muted()) {
            return Answer.NOT_NOW;
        }
        if (present != null) {
            return Answer.ONE_ALREADY;
        }
        boolean often = asked >= Limits.THIRD_PARTIES_ASKED || leaving.size() >= MOST_LEAVING;
        return often ? Answer.TOO_OFTEN : null;
    }

    /** Rings them; to be asked when nothing speaks against it. */
    Answer ask(Guest guest) {
        asked++;
        ThirdSeat seat = new ThirdSeat(
                this, call.plan().programme(), exchange.randomness().token(128), guest.language());
        NearHalf.At at = new NearHalf.At(calls.pages(), guest.phone());
        NearHalf half = NearHalf.of(exchange, at, Errand.beside(call.plan()), seat);
        present = new Present(guest, half, seat);
        calls.live().invited(guest.phone(), call);
        boolean rings = false;
        try {
            rings = half.ring();
        } finally {
            if (!rings) {
                over(Stage.UNREACHABLE); // also when ringing threw: what it holds must not outlive it
            }
        }
        if (!rings) {
            return Answer.UNREACHABLE;
        }
        int connects = guest.phone() instanceof NearPhone.Browser ? Limits.PAGE_CONNECT_MILLIS : 0;
        limit = exchange.loop().after(Limits.THIRD_PARTY_RING_MILLIS + connects, () -> over(Stage.NO_ANSWER));
        stands(guest, Stage.RINGING);
        return Answer.DONE;
    }

    /** By a key of the advocate's phone: an interpreter, of the caller's language if possible; or none any longer. */
    void interpreterAsked(@Nullable Label language) {
        if (present != null) {
            var _ = letGo();
        } else if (unfit() == null) {
            exchange.interpreters().values().stream()
                    .filter(each -> !calls.live().has(each.phone()))
                    .min(Comparator.comparing(each -> !each.language().equals(language)))
                    .ifPresent(each -> ask(new Guest(Role.INTERPRETER, each.phone(), each.language())));
        }
    }

    private void stands(Guest guest, Stage stage) {
        seen = new Third(guest.role(), stage, Optional.ofNullable(guest.language()));
        calls.changed(call);
    }

    // what their half tells

    boolean isOf(NearHalf half) {
        return present != null && present.half() == half;
    }

    boolean joined() {
        return present != null && seen != null && seen.stage() == Stage.JOINED;
    }

    /** They have answered: everybody hears a tone, and each other. */
    void answered() {
        Present now = present;
        if (now == null || joined()) {
            return;
        }
        cancel();
        stands(now.guest(), Stage.JOINED);
        now.half().talk();
        announced = false;
        connect();
    }

    /** They are heard, and hear the others, from now on: the first time with a tone to everybody. */
    void mixed() {
        if (!announced) {
            announced = true;
            play(exchange.prompts().joined());
        }
    }

    /** Everybody who is there hears each other again. */
    void connect() {
        if (joined() && call.phase().talks()) {
            call.bridge().both();
        }
    }

    private void play(Prompt prompt) {
        if (!call.answering().muted()) {
            call.far().media().play(prompt, false);
        }
        call.near().media().play(prompt, false);
        MediaLeg third = media();
        if (third != null) {
            third.play(prompt, false);
        }
    }

    /** Their sound while they are on the line; else null. */
    @Nullable
    MediaLeg media() {
        return present != null && joined() ? present.half().media() : null;
    }

    /** Whether they are there to be heard. */
    boolean hears() {
        return present != null && present.half().present();
    }

    /** They are gone, and the two go on. */
    void over(Stage how) {
        Present gone = present;
        if (gone == null) {
            return;
        }
        boolean talked = joined();
        leave(gone);
        stands(gone.guest(), how);
        if (talked && call.phase().talks()) {
            call.bridge().both();
        }
    }

    private void leave(Present gone) {
        cancel();
        gone.half().leave(Outcome.ENDED_BY_ADVOCATE);
        present = null;
        calls.live().left(gone.guest().phone());
        leaving.add(gone.half());
        exchange.loop().after(Call.ERASE_AFTER_MILLIS, () -> {
            if (leaving.remove(gone.half())) {
                gone.half().erase();
            }
        });
    }

    private void cancel() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }

    // what the advocate asks

    Answer letGo() {
        if (present == null) {
            return Answer.NOT_NOW;
        }
        over(Stage.LEFT);
        return Answer.DONE;
    }

    Answer tell() {
        Present now = present;
        if (now == null
                || !joined()
                || !call.near().present()
                || call.answering().muted()) {
            return Answer.NOT_NOW;
        }
        Sentence sentence = switch (now.guest().role()) {
            case INTERPRETER -> Sentence.THIRD_INTERPRETER;
            case COLLEAGUE -> Sentence.THIRD_COLLEAGUE;
        };
        call.far().media().play(exchange.prompts().sentence(spokenAtTheFarSide(), sentence), false);
        call.near().media().play(call.near().sentence(sentence), false);
        now.half().media().play(now.half().sentence(sentence), false);
        return Answer.DONE;
    }

    /** The language that a caller chose, or the best one of a plan; null for the centre's. */
    private @Nullable Label spokenAtTheFarSide() {
        CalledIn caller = call.calledIn();
        if (caller != null) {
            return caller.language();
        }
        PlanStanding under = call.plan().standing();
        return under == null
                ? null
                : under.plan().languages().stream()
                        .map(language -> new Label(language.tag().split("-", 2)[0]))
                        .findFirst()
                        .orElse(null);
    }

    /** The colleague on the line takes the call over. */
    ThirdParties.HandOver handOver() {
        Present taking = present;
        boolean may = taking != null && taking.guest().role() == Role.COLLEAGUE && joined() && hears();
        if (taking == null || !may) {
            return new ThirdParties.HandOver.Refused(Answer.NOT_NOW);
        }
        present = null;
        seen = null;
        calls.live().left(taking.guest().phone());
        call.handedTo(taking.half(), taking.guest().phone(), taking.seat().name());
        String device = taking.guest().phone() instanceof NearPhone.Browser page ? page.device() : null;
        CalledIn caller = call.calledIn();
        if (caller != null) {
            caller.talk().handedTo(device == null ? null : calls.pages().owner(device));
        }
        return new ThirdParties.HandOver.Done(call.id(), device);
    }

    /** The call is one of people who talk no longer. */
    void end() {
        transfer.stop();
        if (present != null) {
            leave(present);
        }
        seen = null;
    }

    /** Overwrites their numbers at once. */
    void erase() {
        leaving.forEach(NearHalf::erase);
        leaving.clear();
    }
}
