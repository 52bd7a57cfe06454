package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.base.Digits;

/**
 * One transaction (RFC 3261 section 17): where it stands and what it repeats. {@link Transactions} owns it and alone
 * changes it. As an {@link TimerQueues.Entry} it is its own end timer; the timer that repeats is made when needed.
 */
final class Transaction extends TimerQueues.Entry {
    final Transactions owner;
    final TransactionTable table;
    final SipMethod method;
    final long key;
    final Hop hop;
    /** Ours, for a request of ours. */
    final @Nullable Token branch;
    /** Finds a request that came by two ways (RFC 3261 section 8.2.2.2); 0 for none. */
    long mergeKey;

    boolean unheard;

    @Nullable
    TransactionUser user;

    TransactionTable.State state;

    @Nullable
    Block buffer;

    int length;
    /** The final status of a request whose response is composed anew for each repetition. */
    int status;

    long interval;
    TimerQueues.@Nullable Entry repeat;
    boolean pending;

    @Nullable
    Transaction pendingBefore;

    @Nullable
    Transaction pendingAfter;

    Transaction(
            Transactions owner,
            TransactionTable table,
            SipMethod method,
            long key,
            Hop hop,
            @Nullable Token branch,
            @Nullable TransactionUser user) {
        this.owner = owner;
        this.table = table;
        this.method = method;
        this.key = key;
        this.hop = hop;
        this.branch = branch;
        this.user = user;
        this.state = table.first();
    }

    /** Nobody hears of it any more; what it has to repeat is still repeated. */
    void leave() {
        user = null;
    }

    Token ourBranch() {
        return java.util.Objects.requireNonNull(branch);
    }

    /**
     * Overwrites the person's digits in what it repeats; an INVITE, which without them calls nobody, is not repeated. A
     * response loses the names that its peer gave, too; a request has ours alone.
     */
    void mask(Digits digits) {
        if (buffer == null) {
            return;
        }
        if (branch == null) {
            DisplayNames.maskIn(buffer.segment(), length);
        }
        if (digits.maskIn(buffer.segment(), 0, length) > 0) {
            owner.quiet(this);
        }
    }

    @Override
    void expired() {
        owner.run(this, TransactionTable.Event.TIMER_END, null);
    }

    /** The timer that repeats. */
    static final class Repeat extends TimerQueues.Entry {
        private final Transaction transaction;

        Repeat(Transaction transaction) {
            this.transaction = transaction;
        }

        @Override
        void expired() {
            transaction.owner.run(transaction, TransactionTable.Event.TIMER_REPEAT, null);
        }
    }

    @Override
    public String toString() {
        return "Transaction " + table + " " + state;
    }
}
