package org.stillcall.sip;

/** Who hears for a leg that has ended: nobody. */
final class Deaf implements LegListener {
    static final LegListener LISTENER = new Deaf();

    private Deaf() {}

    @Override
    public void progressed(Leg leg, int status, Slice sdp) {}

    @Override
    public void answered(Leg leg, Slice sdp) {}

    @Override
    public void failed(Leg leg, LegFailure failure) {}

    @Override
    public void hungUp(Leg leg, HangUp how) {}

    @Override
    public byte @org.jspecify.annotations.Nullable [] reoffered(Leg leg, Slice sdp) {
        return null;
    }

    @Override
    public byte[] currentOffer(Leg leg) {
        return new byte[0];
    }

    @Override
    public void reanswered(Leg leg, Slice sdp) {}

    @Override
    public void acknowledged(Leg leg) {}
}
