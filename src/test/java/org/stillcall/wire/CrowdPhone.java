package org.stillcall.wire;

import java.util.ArrayList;
import java.util.List;
import org.stillcall.wire.RawCarrier.Heard;

/** An advocate's desk phone: it rings, is picked up and presses the key that accepts as it was told. */
final class CrowdPhone {
    /** What it does when it rings. Crowd's thread. */
    interface Manner {
        void rings(Ring ring);
    }

    private final CrowdSip sip;
    private final int self;
    private final Manner manner;
    private final List<Ring> rings = new ArrayList<>();

    CrowdPhone(CrowdSip sip, int self, Manner manner) {
        this.sip = sip;
        this.self = self;
        this.manner = manner;
        sip.strangers(this::called);
    }

    List<Ring> rings() {
        return List.copyOf(rings);
    }

    private void called(Heard message) {
        if (!message.method().equals("INVITE")) {
            return; // of a call that is over
        }
        if (rings.stream().anyMatch(Ring::isOn)) {
            sip.send(sip.response(message, "486 Busy Here", "busy", ""));
            rings.getLast().second = true;
            return;
        }
        Ring ring = new Ring(message, rings.size());
        rings.add(ring);
        sip.knows(message.callId(), ring);
        sip.send(sip.response(message, "180 Ringing", ring.tag(), ""));
        manner.rings(ring);
    }

    /** One call to it. */
    final class Ring implements CrowdSip.Party {
        private final Heard invite;
        private final int place;
        private CrowdVoice voice;
        private CrowdSip.Repeated answer;
        private CrowdSip.Repeated bye;
        private boolean over;
        boolean second; // rung while it rang
        boolean left; // its call ended because it hung up
        long pressed;
        long ended;

        private Ring(Heard invite, int place) {
            this.invite = invite;
            this.place = place;
        }

        private String tag() {
            return "p" + self + "r" + place;
        }

        boolean isOn() {
            return !over;
        }

        /** The number that the call shows, with its plus. */
        String shown() {
            return invite.found("(?m)^From: .*<sip:([^@]*)@");
        }

        /** The phone's, counted from one. */
        int phone() {
            return self;
        }

        /** Says that it is not there, or the like. */
        void refuses(String status) {
            sip.send(sip.response(invite, status, tag(), ""));
            over();
        }

        /** Rings no longer, because nobody comes: nobody is told. */
        void ringsOut() {
            over();
        }

        /** The phone loses its network. */
        void isLost() {
            hangsUp("Reason: Q.850;cause=41\r\n");
        }

        boolean pickedUp() {
            return voice != null;
        }

        CrowdVoice voice() {
            return voice;
        }

        Heard invite() {
            return invite;
        }

        /** How a caller knows it: the phone's number and the ring's, both counted from one. */
        int mark() {
            return self << 12 | place + 1;
        }

        /** Picks up; {@code then} is done when the switch is heard. */
        void answers(Runnable then) {
            if (over || voice != null) {
                return;
            }
            voice = new CrowdVoice(sip.crowd, sip.place.address(), mark());
            voice.atFirst(then);
            answer = sip.new Repeated(sip.response(invite, "200 OK", tag(), sip.description(voice)));
            voice.speaksTo(CrowdSip.sound(invite));
        }

        /** Presses the key that accepts. */
        void accepts() {
            if (!over) {
                pressed = System.nanoTime();
                voice.presses('1');
            }
        }

        /** Presses other keys. */
        void presses(String keys) {
            for (int i = 0; i < keys.length(); i++) {
                char key = keys.charAt(i);
                sip.crowd.after(i * 250L, () -> voice.presses(key));
            }
        }

        /** "Not now." */
        void declines() {
            sip.send(sip.response(invite, "603 Decline", tag(), ""));
            over = true;
        }

        /** Its network goes: no word and no sound comes from it any more. */
        void vanishes() {
            voice.close();
        }

        void hangsUp() {
            hangsUp("");
        }

        private void hangsUp(String reason) {
            if (!over) {
                over();
                left = true;
                bye = sip.new Repeated("BYE " + invite.found("(?m)^Contact: <([^>]*)>") + " SIP/2.0\r\n" + sip.via()
                        + "Max-Forwards: 70\r\nFrom: " + invite.header("To") + ";tag=" + tag() + "\r\nTo: "
                        + invite.header("From") + "\r\nCall-ID: " + invite.callId()
                        + "\r\nCSeq: 1 BYE\r\n" + reason + "Content-Length: 0\r\n\r\n");
            }
        }

        private void over() {
            over = true;
            ended = System.nanoTime();
            if (answer != null) {
                answer.heard();
            }
            if (voice != null) {
                voice.close();
            }
        }

        @Override
        public void hears(Heard message) {
            switch (message.method()) {
                case "ACK" -> {
                    if (answer != null) {
                        answer.heard();
                    }
                }
                case "BYE" -> {
                    sip.send(sip.response(message, "200 OK", "", ""));
                    if (!over) {
                        over();
                    }
                }
                case "CANCEL" -> {
                    sip.send(sip.response(message, "200 OK", tag(), ""));
                    if (!over && voice == null) {
                        sip.send(sip.response(invite, "487 Request Terminated", tag(), ""));
                        over();
                    }
                }
                case "SIP/2.0" -> {
                    if (bye != null) {
                        bye.heard();
                    }
                }
                default -> {}
            }
        }
    }
}
