package org.stillcall.call;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Loop;
import org.stillcall.media.Learning;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.media.Prompt;
import org.stillcall.media.Prompts.Sentence;
import org.stillcall.media.RtpLeg;
import org.stillcall.media.SecureMedia;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.Leg;
import org.stillcall.sip.LegFailure;
import org.stillcall.sip.LegListener;
import org.stillcall.sip.Slice;

/**
 * Lets a caller hear why there is no call, as early media, and then refuses it with the right status. No number is kept
 * meanwhile. Loop thread only.
 */
final class SpokenRefusal implements LegListener, MediaListener {
    private static final long LIMIT_MILLIS = 15_000;
    private static final byte[] NOTHING = new byte[0];

    private final Exchange exchange;
    private final Way way;
    private final Prompt prompt;
    private final Consumer<Leg> refusal;
    private final Runnable over;
    private @Nullable Leg leg;
    private @Nullable MediaLeg media;
    private Loop.@Nullable Timer limit;

    /** What the caller's audio has to be, and from where it may come. */
    private record Way(SecureMedia policy, Learning learning) {}

    private SpokenRefusal(Exchange exchange, Way way, Prompt prompt, Consumer<Leg> refusal, Runnable over) {
        this.exchange = exchange;
        this.way = way;
        this.prompt = prompt;
        this.refusal = refusal;
        this.over = over;
    }

    /** For a desk phone that dialled what may not be. */
    static SpokenRefusal of(Exchange exchange, NearPhone.Desk phone, Sentence sentence, int status) {
        Learning learning = phone.behindNat() ? Learning.BEHIND_NAT : Learning.SIGNALLED;
        return new SpokenRefusal(
                exchange,
                new Way(phone.media(), learning),
                exchange.prompts().sentence(phone.language(), sentence),
                leg -> leg.refuse(status),
                () -> {});
    }

    /** For whoever calls a number of ours that leads nowhere; {@code over} runs once at the end. */
    static SpokenRefusal notInService(Exchange exchange, FarLine line, Runnable over) {
        return new SpokenRefusal(
                exchange,
                new Way(FarHalf.security(line.trunk()), Learning.SIGNALLED),
                exchange.prompts().notInService(),
                leg -> NotInService.refuse(leg, line),
                over);
    }

    /** Begins; null when it was refused at once. */
    @Nullable
    LegListener tell(Leg caller, Slice offer) {
        RtpLeg opened = exchange.media().open(this, way.learning());
        if (opened == null) {
            refusal.accept(caller);
            over.run();
            return null;
        }
        Negotiation result = opened.answerTo(way.policy(), offer.memory(), offer.start(), offer.length());
        if (!(result instanceof Negotiation.Answer answer)) {
            opened.close();
            caller.refuse(488);
            over.run();
            return null;
        }
        leg = caller;
        media = opened;
        limit = exchange.loop().after(LIMIT_MILLIS, this::finish);
        caller.progress(answer.body().bytes());
        opened.play(prompt, false);
        return this;
    }

    private void finish() {
        if (limit != null) {
            limit.cancel();
        }
        if (leg != null) {
            refusal.accept(leg);
            leg = null;
        }
        if (media != null) {
            media.close();
            media = null;
            over.run();
        }
    }

    @Override
    public void promptEnded(MediaLeg ended) {
        finish();
    }

    @Override
    public void hungUp(Leg caller, HangUp how) {
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
