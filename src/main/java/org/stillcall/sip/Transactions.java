package org.stillcall.sip;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Block;
import org.stillcall.sip.TransactionTable.Action;
import org.stillcall.sip.TransactionTable.Event;
import org.stillcall.sip.TransactionTable.State;
import org.stillcall.sip.TransactionTable.Step;

/** Owns every transaction and runs what {@link TransactionTable} says: tables, timers, buffers, counters. */
final class Transactions {
    static final long T1 = 500; // RFC 3261 section 17.1.1.1, table 4
    static final long T2 = 4_000;
    static final long T4 = 5_000;
    static final long END = 64 * T1;

    private final Wire wire;
    private final Draft draft;
    private final Blocks blocks;
    private final TimerQueues timers;
    private final TransactionKeys keys;
    private final Composer composer;
    private final int most;
    private final LongMap<Transaction> clients = new LongMap<>();
    private final LongMap<Transaction> servers = new LongMap<>();
    private final LongMap<Transaction> merges = new LongMap<>();
    private final Unanswered unanswered = new Unanswered();
    private FailureKind failure = FailureKind.TIMEOUT;
    private boolean fresh;
    private @Nullable SipMessage repeated;
    private @Nullable Hop repeatedFrom;
    private long retransmissions;
    private int unheard;

    Transactions(
            Wire wire,
            Draft draft,
            Blocks blocks,
            TimerQueues timers,
            TransactionKeys keys,
            Composer composer,
            int most) {
        this.wire = wire;
        this.draft = draft;
        this.blocks = blocks;
        this.timers = timers;
        this.keys = keys;
        this.composer = composer;
        this.most = most;
    }

    int live() {
        return clients.size() + servers.size();
    }

    boolean full() {
        return live() >= most;
    }

    long retransmissions() {
        return retransmissions;
    }

    /** INVITEs of ours that nobody has answered with a word yet. */
    int unheard() {
        return unheard;
    }

    private void heard(Transaction transaction) {
        if (transaction.unheard) {
            transaction.unheard = false;
            unheard--;
        }
    }

    @Nullable
    Transaction client(SipMessage response) {
        long key = keys.client(response);
        return key == 0 ? null : clients.get(key);
    }

    @Nullable
    Transaction server(long key) {
        return servers.get(key);
    }

    /** Whether a copy of this request came by another way (RFC 3261 section 8.2.2.2). */
    boolean merged(SipMessage request) {
        return merges.get(keys.merge(request)) != null;
    }

    /** Sends the draft as a request and follows it; over UDP it is kept, unless it may not be, and repeated. */
    Transaction send(SipMethod method, Hop hop, Token branch, TransactionUser user, boolean mayKeep) {
        TransactionTable table =
                method == SipMethod.INVITE ? TransactionTable.CLIENT_INVITE : TransactionTable.CLIENT_OTHER;
        long key = keys.client(branch.high(), branch.low(), method);
        Transaction transaction = new Transaction(this, table, method, key, hop, branch, user);
        clients.put(key, transaction);
        if (method == SipMethod.INVITE) {
            transaction.unheard = true;
            unheard++;
        }
        unanswered.add(transaction);
        timers.set(transaction, END); // timers B and F
        if (!hop.transport().reliable() && mayKeep) {
            keep(transaction);
            repeatAfter(transaction, T1); // timers A and E
        }
        sendDraft(hop);
        return transaction;
    }

    /** Sends the draft once and forgets it: an ACK of a 2xx, a stateless response. */
    void sendDraft(Hop hop) {
        if (draft.length() > 0) {
            wire.send(hop, draft.block(), draft.length());
        }
        draft.wipe();
    }

    /** Follows a request that came in. */
    Transaction serve(SipMessage request, Hop replyTo, @Nullable TransactionUser user) {
        boolean invite = request.method() == SipMethod.INVITE;
        TransactionTable table = invite ? TransactionTable.SERVER_INVITE : TransactionTable.SERVER_OTHER;
        long key = keys.server(request);
        Transaction transaction = new Transaction(this, table, request.method(), key, replyTo, null, user);
        servers.put(key, transaction);
        if (request.to().tag() == null) {
            transaction.mergeKey = keys.merge(request);
            merges.put(transaction.mergeKey, transaction);
        }
        return transaction;
    }

    /**
     * Sends the draft as a response.
     *
     * @param keep whether its bytes are needed for repetitions; else they are composed anew from the repeated request
     */
    void respond(Transaction transaction, int status, boolean keep) {
        transaction.status = status;
        if (keep || transaction.table == TransactionTable.SERVER_INVITE) {
            keep(transaction);
        }
        fresh = true;
        run(transaction, status < 200 ? Event.PROVISIONAL : status < 300 ? Event.SUCCESS : Event.FAILURE, null);
        fresh = false;
        draft.wipe();
    }

    /** A reliable provisional response again (RFC 3262 section 3). */
    void repeatProvisional(Transaction transaction) {
        if (transaction.state == State.PROCEEDING) {
            resend(transaction);
        }
    }

    void responded(Transaction transaction, SipMessage response) {
        int status = response.status();
        run(transaction, status < 200 ? Event.PROVISIONAL : status < 300 ? Event.SUCCESS : Event.FAILURE, response);
    }

    /** A request came again. */
    void repeated(Transaction transaction, SipMessage request, Hop from) {
        repeated = request;
        repeatedFrom = from;
        run(transaction, Event.REQUEST, request);
        repeated = null;
        repeatedFrom = null;
    }

    /** The ACK came: by the transaction for a refusal, by the dialog for a 2xx. */
    void acknowledged(Transaction transaction) {
        run(transaction, Event.ACK, null);
    }

    /** Requests by that hop that nobody answered yet have failed. */
    void broken(Hop hop, FailureKind kind) {
        for (Transaction transaction : unanswered.by(hop)) {
            failure = kind;
            run(transaction, Event.BROKEN, null);
            failure = FailureKind.TIMEOUT;
        }
    }

    /** An INVITE that waits for its first response is not sent again; the response is still awaited. */
    void quiet(Transaction transaction) {
        if (transaction.table == TransactionTable.CLIENT_INVITE && transaction.state == State.CALLING) {
            if (transaction.repeat != null) {
                timers.clear(transaction.repeat);
            }
            release(transaction);
        }
    }

    /** Ends it at once, in silence. */
    void abandon(Transaction transaction) {
        transaction.user = transaction.buffer == null ? null : transaction.user;
        terminate(transaction);
    }

    void eachBlock(Consumer<Block> visitor) {
        for (LongMap<Transaction> table : List.of(clients, servers)) {
            for (Transaction transaction : table.values()) {
                if (transaction.buffer != null) {
                    visitor.accept(transaction.buffer);
                }
            }
        }
    }

    void closeAll() {
        for (Transaction transaction : clients.values()) {
            terminate(transaction);
        }
        for (Transaction transaction : servers.values()) {
            terminate(transaction);
        }
    }

    void run(Transaction transaction, Event event, @Nullable SipMessage response) {
        State before = transaction.state;
        if (before == State.TERMINATED) {
            return;
        }
        Step step = transaction.table.step(before, event);
        transaction.state = step.next();
        if (step.next() != State.CALLING) {
            heard(transaction);
        }
        List<Action> actions = step.actions();
        boolean ends = step.next() == State.TERMINATED;
        TransactionUser user = transaction.user;
        if (ends) {
            terminate(transaction);
        }
        for (int i = 0; i < actions.size(); i++) {
            act(transaction, actions.get(i), response, user);
        }
    }

    private void act(
            Transaction transaction, Action action, @Nullable SipMessage response, @Nullable TransactionUser user) {
        switch (action) {
            case RESEND -> resend(transaction);
            case REPEAT_REQUEST -> answerAgain(transaction);
            case ACKNOWLEDGE -> {
                if (response != null) {
                    acknowledgeRefusal(transaction, response);
                }
            }
            case TELL -> {
                if (response != null && user != null) {
                    user.responded(transaction, response);
                }
            }
            case TELL_FAILURE -> {
                if (user != null) {
                    user.unanswered(transaction, failure);
                }
            }
            case START_REPEATING -> {
                if (!transaction.hop.transport().reliable() || transaction.state == State.ACCEPTED) {
                    repeatAfter(transaction, T1);
                }
            }
            case DOUBLE -> repeatAfter(transaction, 2 * transaction.interval);
            case DOUBLE_TO_T2 -> repeatAfter(transaction, Math.min(T2, 2 * transaction.interval));
            case START_GIVING_UP -> timers.set(transaction, END);
            case STOP -> stop(transaction);
            case RELEASE -> release(transaction);
            case LINGER_LONG -> linger(transaction, END);
            case LINGER_SHORT -> linger(transaction, T4);
        }
    }

    private void linger(Transaction transaction, long millis) {
        if (transaction.hop.transport().reliable() && transaction.state != State.ACCEPTED) {
            terminate(transaction);
        } else {
            timers.set(transaction, millis);
        }
    }

    private void resend(Transaction transaction) {
        if (fresh) {
            if (draft.length() > 0) {
                wire.send(transaction.hop, draft.block(), draft.length());
            }
        } else if (transaction.buffer != null) {
            retransmissions++;
            wire.send(transaction.hop, transaction.buffer, transaction.length);
        }
    }

    private final ResponseOutline again = new ResponseOutline();

    private void answerAgain(Transaction transaction) {
        SipMessage request = repeated;
        Hop from = repeatedFrom;
        if (transaction.buffer != null) {
            resend(transaction);
        } else if (request != null && from != null) {
            retransmissions++;
            composer.response(again.begin(transaction.status), request, from, keys.tag(request));
            sendDraft(transaction.hop);
        }
    }

    private void acknowledgeRefusal(Transaction transaction, SipMessage response) {
        Slice target = transaction.user == null ? Slice.EMPTY : transaction.user.target();
        Token branch = transaction.ourBranch();
        composer.follow(SipMethod.ACK, response, target, false, response.cseq(), -1, branch, transaction.hop);
        sendDraft(transaction.hop);
    }

    private void repeatAfter(Transaction transaction, long millis) {
        transaction.interval = millis;
        TimerQueues.Entry entry = transaction.repeat;
        if (entry == null) {
            entry = new Transaction.Repeat(transaction);
            transaction.repeat = entry;
        }
        timers.set(entry, millis);
    }

    private void keep(Transaction transaction) {
        int length = draft.length();
        release(transaction);
        Block block = length == 0 ? null : blocks.take(length);
        if (block == null) {
            return; // without memory it is sent once
        }
        draft.part(0, length).copyTo(block.segment(), 0);
        transaction.buffer = block;
        transaction.length = length;
        if (transaction.user != null) {
            transaction.user.holds(transaction);
        }
    }

    private void release(Transaction transaction) {
        if (transaction.buffer != null) {
            transaction.buffer.close();
            transaction.buffer = null;
            if (transaction.user != null) {
                transaction.user.released(transaction);
            }
        }
    }

    private void stop(Transaction transaction) {
        timers.clear(transaction);
        if (transaction.repeat != null) {
            timers.clear(transaction.repeat);
            transaction.repeat = null;
        }
        unanswered.remove(transaction);
    }

    private void terminate(Transaction transaction) {
        transaction.state = State.TERMINATED;
        heard(transaction);
        stop(transaction);
        release(transaction);
        if (transaction.table.isClient()) {
            clients.remove(transaction.key, transaction);
        } else {
            servers.remove(transaction.key, transaction);
            if (transaction.mergeKey != 0) {
                merges.remove(transaction.mergeKey, transaction);
            }
        }
    }
}
