package org.stillcall.sip;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our requests that nobody answered yet, linked through themselves: at a high rate of calls there are many. */
final class Unanswered {
    private @Nullable Transaction first;

    void add(Transaction transaction) {
        transaction.pending = true;
        transaction.pendingAfter = first;
        if (first != null) {
            first.pendingBefore = transaction;
        }
        first = transaction;
    }

    /** Takes it out; again is harmless. */
    void remove(Transaction transaction) {
        if (!transaction.pending) {
            return;
        }
        transaction.pending = false;
        if (transaction.pendingBefore == null) {
            first = transaction.pendingAfter;
        } else {
            transaction.pendingBefore.pendingAfter = transaction.pendingAfter;
        }
        if (transaction.pendingAfter != null) {
            transaction.pendingAfter.pendingBefore = transaction.pendingBefore;
        }
        transaction.pendingBefore = null;
        transaction.pendingAfter = null;
    }

    /** Those that went by that hop. */
    List<Transaction> by(Hop hop) {
        List<Transaction> found = new ArrayList<>();
        for (Transaction t = first; t != null; t = t.pendingAfter) {
            if (t.hop.matches(hop)) {
                found.add(t);
            }
        }
        return found;
    }
}
