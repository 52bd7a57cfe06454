package org.stillcall.call;

import java.util.Random;
import org.stillcall.call.FakeLegs.FakeLeg;
import org.stillcall.sip.HangUp;
import org.stillcall.sip.LegFailure;

/** One thing that can happen to a call, at random: for walks that try any order. */
final class Moves {
    private Moves() {}

    static void any(CallRig rig, Random random) {
        FakeLeg leg = rig.legs.legs.get(random.nextInt(rig.legs.legs.size()));
        FakeMedia.FakeMediaLeg sound = rig.media.legs.get(random.nextInt(rig.media.legs.size()));
        switch (random.nextInt(14)) {
            case 0 -> leg.rings();
            case 1 -> leg.sounds();
            case 2, 3, 4 -> leg.answers();
            case 5 -> leg.rejects(603, 0, random.nextBoolean());
            case 6 -> leg.hangsUp();
            case 7, 8 -> leg.drops();
            case 9 -> leg.ends(new HangUp(HangUp.Kind.BYE, 31, 0));
            case 10 -> sound.listener.silent(sound);
            case 11 -> sound.listener.promptEnded(sound);
            case 12 -> comesBack(rig, random);
            default -> rig.loop.advance(random.nextInt(30_000));
        }
        if (random.nextInt(40) == 0) {
            leg.fails(LegFailure.Kind.RING_LIMIT, 0);
        }
    }

    /** The survivor or somebody else calls the number of the pool. */
    private static void comesBack(CallRig rig, Random random) {
        String caller = random.nextBoolean() ? "<sip:+12025550147@trunk.example>" : "<sip:+12025550199@trunk.example>";
        FakeLeg back = rig.comes("+16175551000", caller);
        if (back.listener != null) {
            rig.legs.legs.add(back);
        }
    }
}
