package org.stillcall.call;

import java.util.EnumSet;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.stillcall.call.Switchboard.Ending;
import org.stillcall.call.Switchboard.Mark;
import org.stillcall.plan.Identity;
import org.stillcall.sip.LegFailure;

/**
 * Notes of one call, if it is under terms, what its plan's keeper has to know, and tells it at the end, on the keeper's
 * own thread: the loop never waits for it. Loop thread only.
 */
final class TermsReport {
    private final Exchange exchange;
    private final Reception reception;
    private final CallPlan plan;
    private final @Nullable Agreed agreed; // without terms there is nobody to tell
    private final EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);

    TermsReport(Exchange exchange, Reception reception, CallPlan plan) {
        this.exchange = exchange;
        this.reception = reception;
        this.plan = plan;
        this.agreed = plan.agreed();
    }

    boolean isPlacedFrom(String device) {
        return agreed != null && agreed.terms().device().equals(device);
    }

    /** An INVITE has left towards the survivor. */
    void called(boolean shows) {
        marks.add(Mark.CALLED);
        if (shows && agreed != null && agreed.afterRejection() && marks.add(Mark.CONSENT_USED)) {
            reception.showedAfterRefusal(agreed.terms().planned());
        }
    }

    void connected() {
        marks.add(Mark.CONNECTED);
    }

    /** Whether it sounds as if a machine had answered, and the advocate did not say that it is a person. */
    void machine(boolean heard) {
        if (heard) {
            marks.add(Mark.MACHINE_HEARD);
        } else {
            marks.remove(Mark.MACHINE_HEARD);
        }
    }

    /** The far leg failed. */
    void failed(LegFailure failure) {
        if (agreed != null && plan.identity() == Identity.HIDDEN && FarFailure.refusesPrivate(failure)) {
            marks.add(Mark.PRIVATE_REFUSED);
            reception.refusedAsPrivate(agreed.terms().planned());
        }
    }

    /** The call came to nothing before it was placed: nobody is told. A number that was not shown may be shown yet. */
    void neverPlaced() {
        if (agreed != null && agreed.afterRejection() && !marks.contains(Mark.CONSENT_USED)) {
            reception.refusedAsPrivate(agreed.terms().planned());
        }
    }

    void ended(Outcome outcome) {
        if (agreed == null) {
            return;
        }
        neverPlaced();
        if (outcome == Outcome.VOICEMAIL || outcome == Outcome.SOMEBODY_ELSE || outcome == Outcome.MACHINE_ANSWERED) {
            marks.add(Mark.ANOTHER_MET);
        }
        Ending ending = new Ending(outcome.name(), marks);
        Switchboard.Hook hook = agreed.terms().hook();
        try {
            hook.executor().execute(() -> hook.told().accept(ending));
        } catch (RejectedExecutionException e) {
            exchange.log()
                    .warn("The end of a call could not be told: who wanted to know is closed or too busy.")
                    .write();
        }
    }
}
