package org.stillcall.sip;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.sip.LegTable.Phase;

/**
 * Changes of an established session, by re-INVITE or UPDATE from either side (RFC 3261 section 14, RFC 3311), and the
 * refresh of RFC 4028, which looks the same. One of ours at a time.
 */
final class Reoffer {
    private static final int GLARE_SECONDS = 2;
    private static final int MOST_GLARES = 5;

    private final SipLeg leg;
    private @Nullable Transaction current;
    private byte @Nullable [] offered;
    private boolean refreshing;
    private boolean challengeAnswered;
    private Loop.@Nullable Timer retry;
    private Loop.@Nullable Timer limit;
    private int glares;

    Reoffer(SipLeg leg) {
        this.leg = leg;
    }

    void stop() {
        if (retry != null) {
            retry.cancel();
            retry = null;
        }
        if (abandon()) {
            leg.closed();
        }
    }

    /** A re-INVITE with a provisional response has no timer of its own, and might wait for ever. */
    private boolean abandon() {
        stopLimit();
        Transaction waiting = current;
        if (waiting == null || waiting.method != SipMethod.INVITE) {
            return false;
        }
        current = null;
        leg.x.transactions.abandon(waiting);
        return true;
    }

    private void stopLimit() {
        if (limit != null) {
            limit.cancel();
            limit = null;
        }
    }

    boolean isFor(Transaction transaction) {
        return transaction.method == SipMethod.UPDATE || transaction.method == SipMethod.INVITE;
    }

    /** Our user has a new offer; while another is under way, it takes that one's place. */
    void offer(byte[] sdp) {
        offered = sdp;
        refreshing = false;
        if (current == null && retry == null) {
            send(null);
        }
    }

    void refresh() {
        if (current == null && retry == null) {
            refreshing = true;
            offered = leg.peerTakesUpdate ? null : leg.listener.currentOffer(leg);
            send(null);
        }
    }

    private void send(@Nullable SipMessage challenge) {
        RequestOutline outline =
                leg.x.request.begin(leg.peerTakesUpdate ? SipMethod.UPDATE : SipMethod.INVITE, ++leg.localCseq);
        outline.withContact = true;
        outline.contactUser = leg.contactUser;
        outline.sdp = offered;
        if (leg.session.seconds() > 0) {
            outline.sessionExpires = leg.session.seconds();
            outline.minSe = SessionTimer.LEAST;
            outline.refresher = refreshing ? "uac" : "";
        }
        if (challenge != null) {
            leg.answerChallenge(outline, challenge);
        }
        current = leg.send(outline);
        stopLimit();
        limit = leg.x.loop.after(2 * Transactions.END, () -> {
            limit = null;
            if (abandon()) {
                unanswered();
            }
        });
    }

    void responded(Transaction transaction, SipMessage response) {
        int status = response.status();
        if (status < 200) {
            return;
        }
        if (status < 300 && transaction.method == SipMethod.INVITE) {
            acknowledge(transaction, response); // also when it is repeated
        }
        if (transaction != current) {
            return;
        }
        current = null;
        stopLimit();
        byte[] sent = offered;
        glares = status == 491 ? glares + 1 : 0;
        boolean again = status == 491 && glares < MOST_GLARES || challenge(response);
        if (!again) {
            offered = null;
        }
        if (leg.phase == Phase.CONFIRMED) {
            outcome(response, sent);
        }
        leg.closed();
    }

    private boolean challenge(SipMessage response) {
        return !challengeAnswered && leg.challenged(response);
    }

    private void outcome(SipMessage response, byte @Nullable [] sent) {
        int status = response.status();
        if (status < 300) {
            challengeAnswered = false;
            leg.refreshTarget(response);
            leg.session.agreed(response);
            Slice sdp = Bodies.sdp(response);
            if (sent != null && sdp != null && !sdp.isEmpty()) {
                leg.listener.reanswered(leg, sdp);
            }
        } else if (status == 491 && glares < MOST_GLARES) {
            // section 14.1: the owner of the Call-ID waits 2.1 to 4 s, the other side up to 2 s, in steps of 10 ms
            long steps = Long.remainderUnsigned(leg.x.randomness.nextLong(), 191);
            retry = leg.x.loop.after(leg instanceof CallerLeg ? 2100 + 10 * steps : 10 * steps, this::retry);
        } else if (challenge(response)) {
            challengeAnswered = true;
            send(response);
        } else if (status == 408 || status == 481) {
            leg.lost();
        } else if (sent != null && !refreshing) {
            leg.listener.reofferRefused(leg, status);
        }
    }

    private void retry() {
        retry = null;
        if (leg.phase == Phase.CONFIRMED && current == null) {
            send(null);
        }
    }

    private void acknowledge(Transaction transaction, SipMessage response) {
        Token branch = transaction.ourBranch().derived(leg.x.keys.key, response.cseq());
        Hop hop = leg.dialog.isOpen() ? NextHop.of(leg.dialog, leg.hop) : transaction.hop;
        leg.x.composer.follow(SipMethod.ACK, response, leg.target(), true, response.cseq(), -1, branch, hop);
        leg.x.transactions.sendDraft(hop);
    }

    void unanswered() {
        current = null;
        stopLimit();
        leg.closed();
        leg.lost();
    }

    /** The peer's re-INVITE. */
    void reinvited(SipMessage request, Hop from) {
        if (leg.phase != Phase.CONFIRMED || current != null || leg.unacknowledged != null) {
            refuseForNow(request, from, leg.phase == Phase.OFFERED || leg.phase == Phase.ALERTING ? 500 : 491);
            return;
        }
        Slice sdp = checked(request, from);
        if (sdp == null) {
            return;
        }
        boolean late = sdp.isEmpty();
        byte[] ours = late ? leg.listener.currentOffer(leg) : leg.listener.reoffered(leg, sdp);
        if (ours == null) {
            leg.reply(request, from, leg.x.response.begin(488), true);
            return;
        }
        if (leg.phase != Phase.CONFIRMED) {
            leg.reply(request, from, leg.x.response.begin(481), true); // our user hung up meanwhile
            return;
        }
        Transaction transaction = accept(request, from, ours);
        if (transaction != null) {
            leg.awaitAck(transaction, request.cseq(), late);
        }
    }

    /** The peer's UPDATE: a new offer, or a refresh without one. */
    void updated(SipMessage request, Hop from) {
        Slice sdp = checked(request, from);
        if (sdp == null) {
            return;
        }
        if (sdp.isEmpty()) {
            accept(request, from, null);
            return;
        }
        if (current != null) {
            refuseForNow(request, from, 491);
        } else if (!leg.settled() || leg.unacknowledged != null) {
            refuseForNow(request, from, 500); // RFC 3311 section 5.2: an offer is not answered yet
        } else {
            byte[] answer = leg.listener.reoffered(leg, sdp);
            if (answer == null) {
                leg.reply(request, from, leg.x.response.begin(488), true);
            } else {
                accept(request, from, answer);
            }
        }
    }

    private @Nullable Transaction accept(SipMessage request, Hop from, byte @Nullable [] sdp) {
        ResponseOutline outline = leg.x.response.begin(200);
        outline.contactUser = leg.contactUser;
        outline.withAllow = true;
        outline.withSupported = true;
        outline.sdp = sdp;
        if (leg.phase == Phase.CONFIRMED || leg instanceof CalledLeg) {
            leg.refreshTarget(request); // but before its answer a peer does not choose whom our INVITE is for
        }
        if (leg.phase == Phase.CONFIRMED) {
            leg.session.asked(request);
            leg.session.answer(outline);
        }
        return leg.reply(request, from, outline, true);
    }

    /** The session description, empty for none; null when the request was refused for its body or its timer. */
    private @Nullable Slice checked(SipMessage request, Hop from) {
        Slice sdp = Bodies.sdp(request);
        if (sdp == null) {
            ResponseOutline outline = leg.x.response.begin(415);
            outline.withAccept = true;
            leg.reply(request, from, outline, true);
            return null;
        }
        if (SessionTimer.isTooShort(request)) {
            ResponseOutline outline = leg.x.response.begin(422);
            outline.minSe = SessionTimer.LEAST;
            leg.reply(request, from, outline, true);
            return null;
        }
        return sdp;
    }

    private void refuseForNow(SipMessage request, Hop from, int status) {
        ResponseOutline outline = leg.x.response.begin(status);
        outline.retryAfter = status == 500 ? GLARE_SECONDS : 0;
        leg.reply(request, from, outline, true);
    }
}
