package org.stillcall.server;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stillcall.call.Switchboard.Gauge;
import org.stillcall.helpline.Helplines;
import org.stillcall.media.MediaCounts;
import org.stillcall.media.MediaEngine;
import org.stillcall.sip.SipStack;
import org.stillcall.sip.SipWire;

/** What the SIP stack and the relay say of themselves at {@code /metrics}: counts of things, none of a person. */
final class Gauges {
    private Gauges() {}

    static List<Gauge> of(
            SipStack stack, SipWire wire, MediaEngine media, TurnPorts turn, @Nullable Helplines helplines) {
        MediaCounts counts = media.counts();
        List<Gauge> gauges = List.of(
                new Gauge("stillcall_sip_legs", "Halves of calls now.", stack.liveLegs()),
                new Gauge("stillcall_sip_transactions", "SIP transactions now.", stack.liveTransactions()),
                new Gauge("stillcall_sip_blocks", "Off-heap blocks in use by SIP now.", stack.blocksOnLoan()),
                new Gauge("stillcall_sip_connections", "TCP and TLS connections now.", wire.connections()),
                new Gauge("stillcall_sip_retransmissions", "Messages sent again so far.", stack.retransmissions()),
                new Gauge("stillcall_sip_malformed", "Messages not understood so far.", wire.malformed()),
                new Gauge("stillcall_sip_dropped", "Messages dropped so far.", stack.dropped() + wire.dropped()),
                new Gauge("stillcall_sip_texts", "Texts dropped so far; none is kept or answered.", stack.texts()),
                new Gauge("stillcall_media_legs", "Audio legs now.", counts.legs()),
                new Gauge("stillcall_media_heard", "Audio packets taken so far.", counts.heard()),
                new Gauge("stillcall_media_sent", "Audio packets sent so far.", counts.sent()),
                new Gauge("stillcall_media_strangers", "Strangers' packets dropped so far.", counts.strangers()),
                new Gauge("stillcall_media_forged", "Packets with a wrong seal so far.", counts.forged()),
                new Gauge("stillcall_media_unsent", "Packets the system did not take so far.", counts.unsent()));
        List<Gauge> callers = helplines == null ? List.of() : helplines.figures();
        return Stream.of(gauges, turn.figures(), callers).flatMap(List::stream).toList();
    }
}
