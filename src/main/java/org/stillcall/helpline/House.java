package org.stillcall.helpline;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.call.CalledIn;
import org.stillcall.call.CallerLine;
import org.stillcall.call.PassedOn;
import org.stillcall.call.Ringer;
import org.stillcall.store.PersonId;

/** What all callers share, as one of them sees it. Loop thread only. */
interface House {
    Loop loop();

    Words words();

    /** Somebody is to be looked for. */
    void seeks(Caller caller);

    void seeksNot(Caller caller);

    /** Their call with that person is over, under the name of that search. */
    void ends(String search, PersonId person);

    /** That person has the call under the name of that search from now on. */
    void takes(String search, PersonId person);

    /**
     * By what a caller is known again, and what they are offered.
     *
     * @param direct the number that they called, where it is one person's
     */
    record Means(
            Welcome.Offer offer,
            @Nullable Token token,
            String code,
            @Nullable Direct direct) {
        @Override
        public String toString() {
            return "Means";
        }
    }

    /** Whose own number that is; null for nobody's. */
    @Nullable
    PersonId whose(Direct direct);

    /** The programme's published line, and what it offers; they are known as before. */
    Entered enter(Caller caller, @Nullable Token known);

    /** @param back with whom they talked there before a drop; null where they are not expected */
    record Entered(Helpline helpline, Welcome.Offer offer, Returning.@Nullable Found back) {
        @Override
        public String toString() {
            return "Entered";
        }
    }

    /** Their place among those who wait, from 1. */
    int place(Caller caller);

    /** Nobody could be found: that is counted. */
    void nobody(Caller caller);

    /** Calls the second centre of their programme; null when it cannot be called. */
    @Nullable
    PassedOn passOn(Caller caller, PassedOn.Told told);

    Returning.@Nullable Found byCode(Caller caller, String code);

    void expect(Helpline helpline, Returning.Sign sign, PersonId person);

    void refuse(Token token);

    MessageBox.@Nullable Recording record(Caller caller, Consumer<MessageBox.Ended> over);

    boolean connect(CallerLine line, Ringer.Accepted accepted, CalledIn facts);

    void left(Caller caller);
}
