package org.stillcall.call;

import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.media.Learning;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/**
 * Tells a desk phone that dialled why there is no call, as early media, and then refuses it with the right status. No
 * number is kept meanwhile. Loop thread only.
 */
final class SpokenRefusal implements LegListener, MediaListener {
    private static final long LIMIT_MILLIS = 15_000;
    private static final byte[] NOTHING = new byte[0];

    private final Exchange exchange;
    private final NearPhone.Desk phone;
    private final Sentence sentence;
    private final int status;
    private @Nullable Leg leg;
    private @Nullable MediaLeg media;
    private Loop.@Nullable Timer limit;

    SpokenRefusal(Exchange exchange, NearPhone.Desk phone, Sentence sentence, int status) {
        this.exchange = exchange;
        this.phone = phone;
        this.sentence = sentence;
        this.status = status;
    }

    /** Begins; null when it was refused at once. */
    @Nullable
    LegListener tell(Leg caller, Slice offer) {
        MediaLeg opened = exchange.media().open(this, phone.behindNat() ? Learning.BEHIND_NAT : Learning.SIGNALLED);
        if (opened == null) {
            caller.refuse(status);
            return null;
        }
        Negotiation result = opened.answerTo(phone.media(), offer.memory(), offer.start(), offer.length());
        if (!(result instanceof Negotiation.Answer answer)) {
            opened.close();
            caller.refuse(488);
            return null;
        }
        leg = caller;
        media = opened;
        limit = exchange.loop().after(LIMIT_MILLIS, this::finish);
        caller.progress(answer.body().bytes());
        opened.play(exchange.prompts().sentence(sentence), false);
        return this;
    }

    private void finish() {
        if (limit != null) {
            limit.cancel();
        }
        if (leg != null) {
            leg.refuse(status);
            leg = null;
        }
        if (media != null) {
            media.close();
            media = null;
        }
    }

    @Override
    public void promptEnded(MediaLeg ended) {
        finish();
    }

    @Override
    public void hungUp(Leg caller) {
        leg = null;
        finish();
    }

    @Override
    public void failed(Leg caller, LegFailure failure) {
        leg = null;
        finish();
    }

    @Override
    public void progressed(Leg caller, int code, Slice sdp) {
        // we are the called side
    }

    @Override
    public void answered(Leg caller, Slice sdp) {
        // we are the called side
    }

    @Override
    public byte @Nullable [] reoffered(Leg caller, Slice sdp) {
        return null;
    }

    @Override
    public byte[] currentOffer(Leg caller) {
        return NOTHING;
    }

    @Override
    public void reanswered(Leg caller, Slice sdp) {
        // nothing was offered
    }

    @Override
    public void acknowledged(Leg caller) {
        // never answered
    }
}
