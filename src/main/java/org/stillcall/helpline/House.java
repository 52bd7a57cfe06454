package org.stillcall.helpline;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.call.CalledIn;
import org.stillcall.call.CallerLine;
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

    /** They are known again while they wait: that person is to be rung first. */
    void prefers(Caller caller);

    /** Their place among those who wait, from 1. */
    int place(Caller caller);

    /** Nobody could be found: that is counted. */
    void nobody(Caller caller);

    Returning.@Nullable Found byCode(Caller caller, String code);

    void expect(Helpline helpline, Returning.Sign sign, PersonId person);

    void refuse(Token token);

    MessageBox.@Nullable Recording record(Caller caller, Consumer<MessageBox.Ended> over);

    boolean connect(CallerLine line, Ringer.Accepted accepted, CalledIn facts);

    void left(Caller caller);
}
