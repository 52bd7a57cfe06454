package org.stillcall.call;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Digits;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.call.PagePhones.Ear;
import org.stillcall.call.PagePhones.Sound;
import org.stillcall.media.BrowserLeg;
import org.stillcall.media.MediaLeg;
import org.stillcall.media.MediaListener;
import org.stillcall.media.Negotiation;
import org.stillcall.turn.IceServers;

/**
 * The half of an advocate whose phone is the page that asked for the call, or of a colleague who is asked to join
 * it. Loop thread only.
 *
 * <p>There is nothing to ring and nobody to pick up: the page answers by being heard. It sends its offer, gets our
 * answer, and once its sound has arrived the call goes on; not before does anything leave towards the carrier. From
 * then on its sound is watched instead of its signalling, which may come and go: missed for a moment it is away, and
 * the survivor hears a waiting tone; missed for longer it is lost, and what was agreed for a drop follows. A page that
 * was loaded again, or that changes from one network to another, offers again and is back. Rung anew after a drop it
 * does ring, and is answered by a press: its microphone does not open towards whoever may have called back.
 */
final class PageHalf extends NearHalf implements MediaListener {
    private static final long LOOK_MILLIS = 500;
    private static final long FIRST_LOOK_MILLIS = 5;

    /** Pages that come back each get credentials of their own, up to so many. */
    private static final int GRANTS = 8;

    private final Place place;
    private final List<IceServers.Grant> grants = new ArrayList<>();
    private Sound sound = Sound.CONNECTING;
    private @Nullable BrowserLeg browser;
    private boolean offered;
    private boolean held;
    private boolean over;
    private long heardPackets;
    private long heardAt;
    private Loop.@Nullable Timer limit;
    private Loop.@Nullable Timer look;
    private Loop.@Nullable Timer missed; // until it was heard first

    /** Where the page is told. */
    record Place(Pages pages, String device) {}

    PageHalf(Exchange exchange, Errand errand, Place place, Seat seat) {
        super(exchange, errand, seat);
        this.place = place;
    }

    @Override
    boolean ring() {
        boolean anew = seat().rings();
        if (!anew && !place.pages().isThere(place.device())) {
            return false; // one that is rung anew may come back as long as it rings
        }
        browser = exchange.media().openBrowser(this);
        media = browser;
        if (media == null) {
            return false;
        }
        place.pages().begins(place.device(), this);
        tellWays();
        if (anew) {
            sound = Sound.RINGS;
            within(exchange.settings().nearRingLimit().toMillis(), Outcome.ADVOCATE_NO_ANSWER);
        } else {
            within(Limits.PAGE_CONNECT_MILLIS, Outcome.PAGE_NOT_HEARD);
        }
        changed();
        missed = exchange.loop().after(Limits.PAGE_MISSED_MILLIS, () -> seat().missed());
        return true;
    }

    /**
     * Tells the page how to get out of its network; what a page before it was told stays good while the call goes on.
     */
    void tellWays() {
        if (grants.size() < GRANTS) {
            exchange.ways().grant().ifPresent(grants::add);
        }
        if (!grants.isEmpty()) {
            IceServers.Grant grant = grants.getLast();
            tell(ear -> ear.ways(seat().name(), grant));
        }
    }

    /** Ends this leg unless it gets on in time. */
    private void within(long millis, Outcome otherwise) {
        cancel(limit);
        limit = exchange.loop().after(millis, () -> seat().lost(otherwise));
    }

    /** Whether nobody there has answered yet. */
    boolean rings() {
        return sound == Sound.RINGS;
    }

    boolean isOf(String id) {
        return seat().name().equals(id);
    }

    /** Tells a page how it stands. */
    void show(Ear ear) {
        seat().show(ear, sound, held);
    }

    // what the page asks

    void taken() {
        if (!over && sound == Sound.RINGS) {
            sound = Sound.CONNECTING;
            within(Limits.PAGE_CONNECT_MILLIS, Outcome.PAGE_NOT_HEARD);
            seat().taken();
            changed();
        }
    }

    void offered(byte[] sdp, boolean again) {
        if (sound == Sound.RINGS) {
            return; // for a connection that was lost: nobody has answered yet
        }
        BrowserLeg leg = again || !offered ? browser : another();
        if (over || leg == null) {
            tell(ear -> ear.unusable(seat().name()));
            return;
        }
        offered = true;
        Negotiation ours = leg.answerTo(sdp);
        if (ours instanceof Negotiation.Answer answer) {
            tell(ear -> ear.answer(seat().name(), answer.body().bytes()));
        } else {
            tell(ear -> ear.unusable(seat().name()));
        }
    }

    /** A connection of its own for a page that has lost its last one; the old one ends. Null: there is none now. */
    private @Nullable BrowserLeg another() {
        BrowserLeg opened = over ? null : exchange.media().openBrowser(this);
        if (opened == null) {
            return null;
        }
        closeMedia();
        browser = opened;
        media = opened;
        heardPackets = 0;
        if (sound == Sound.FLOWS) {
            sound = Sound.AWAY;
        }
        seat().moved();
        changed();
        return opened;
    }

    void hold(boolean on) {
        if (!over && held != on && seat().talks()) {
            held = on;
            seat().comesOrGoes();
            changed();
        }
    }

    void press(char key) {
        if (!over) {
            seat().press(key);
        }
    }

    void declined() {
        if (!over) {
            seat().declined();
        }
    }

    // what its sound tells

    @Override
    public void connected(MediaLeg leg) {
        if (leg == media && !answered && sound != Sound.RINGS) {
            awaitSound(leg);
        }
    }

    private void awaitSound(MediaLeg leg) {
        if (over || leg != media || answered) {
            return;
        }
        if (leg.packetsHeard() == 0) {
            look = exchange.loop().after(FIRST_LOOK_MILLIS, () -> awaitSound(leg));
            return;
        }
        answered = true;
        cancel(limit);
        cancel(missed);
        heard(leg.packetsHeard());
        look();
        seat().answered();
        changed();
    }

    private void heard(long packets) {
        heardPackets = packets;
        heardAt = exchange.loop().nowMillis();
        sound = Sound.FLOWS;
    }

    /** It closed its side, as a page does that goes away: it is missed at once, and nothing more is told to it. */
    @Override
    public void gone(MediaLeg leg) {
        if (over || leg != media) {
            return;
        }
        seat().closed();
        if (!over && sound == Sound.FLOWS) {
            sound = Sound.AWAY;
            heardPackets = leg.packetsHeard();
            seat().comesOrGoes();
            changed();
        }
    }

    /** Looks twice a second whether the page is still heard. */
    private void look() {
        if (over) {
            return;
        }
        Sound before = sound;
        long packets = media().packetsHeard();
        long quiet = exchange.loop().nowMillis() - heardAt;
        if (packets != heardPackets) {
            if (sound == Sound.AWAY) {
                seat().heard();
            }
            heard(packets);
        } else if (quiet >= Limits.PAGE_AWAY_MILLIS) {
            seat().dropped();
            return;
        } else if (quiet >= Limits.PAGE_QUIET_MILLIS) {
            sound = Sound.AWAY;
            if (quiet >= Limits.PAGE_MISSED_MILLIS) {
                seat().missed();
            }
        }
        if (sound != before) {
            seat().comesOrGoes();
            changed();
        }
        if (seat().talks()) {
            tell(ear -> ear.levels(seat().name(), level(), seat().farLevel()));
        }
        look = exchange.loop().after(LOOK_MILLIS, this::look);
    }

    @Override
    public void digit(MediaLeg leg, char digit) {
        // relayed as it is
    }

    @Override
    public void promptEnded(MediaLeg leg) {
        if (!over && leg == media) {
            seat().toldAll();
        }
    }

    // what its call tells

    @Override
    boolean present() {
        return sound == Sound.FLOWS && !held;
    }

    @Override
    boolean hearsEarly() {
        return false;
    }

    @Override
    void ringing() {
        // nothing rings before the page is heard
    }

    @Override
    void progress() {
        // it never dials
    }

    @Override
    void answer() {
        // it never dials
    }

    @Override
    void talk() {
        // its sound is watched since it was heard first
    }

    @Override
    void changed() {
        if (over) {
            return;
        }
        held &= seat().talks(); // a drop ends a hold: whoever is connected again is to be heard
        tell(this::show);
    }

    private void tell(Consumer<Ear> news) {
        place.pages().tell(place.device(), news);
    }

    @Override
    void leave(Outcome why) {
        changed();
        giveUp();
    }

    @Override
    void giveUp() {
        if (!over) {
            over = true;
            cancel(limit);
            cancel(look);
            cancel(missed);
            closeMedia();
            grants.forEach(IceServers.Grant::withdraw);
            place.pages().over(place.device(), this);
        }
    }

    private static void cancel(Loop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    void forget(Digits digits) {
        // no number ever goes there
    }
}
