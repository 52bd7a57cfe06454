package org.stillcall.call;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Digits;
import org.stillcall.sip.SipMessage;
import org.stillcall.sip.SipMethod;
import org.stillcall.trunk.Expected;
import org.stillcall.trunk.Finding;
import org.stillcall.trunk.ProbeJudge;
import org.stillcall.trunk.SoundJudge;

/**
 * Judges what another installation says that it saw of a test call: by the same judge as what arrives here. What is no
 * report, and no INVITE to the number that was called, tells nothing: it opens no way.
 */
final class PartnerView {
    private PartnerView() {}

    /**
     * What it comes to; the report is overwritten.
     *
     * @param through whether the call was answered
     */
    static ProbeEnd judge(Expected expected, Digits called, boolean through, Optional<byte[]> told) {
        if (told.isEmpty()) {
            return ProbeEnd.Nothing.PARTNER_AWAY;
        }
        Optional<ProbeReport> report = ProbeReport.parse(told.get());
        if (report.isEmpty()) {
            return ProbeEnd.Nothing.PARTNER_UNREADABLE;
        }
        ProbeReport seen = report.get();
        try (Arena arena = Arena.ofConfined()) {
            return seen.arrived() ? judge(expected, called, through, seen, arena) : ProbeEnd.Nothing.NOT_ARRIVED;
        } finally {
            seen.erase();
            Arrays.fill(told.get(), (byte) 0);
        }
    }

    private static ProbeEnd judge(Expected expected, Digits called, boolean through, ProbeReport seen, Arena arena) {
        MemorySegment memory = arena.allocate(seen.invite().length);
        try {
            MemorySegment.copy(seen.invite(), 0, memory, ValueLayout.JAVA_BYTE, 0, seen.invite().length);
            SipMessage invite = new SipMessage();
            boolean read = invite.parse(memory, seen.invite().length) == null && invite.method() == SipMethod.INVITE;
            if (!read || !ProbeJudge.isTo(invite, called)) {
                return ProbeEnd.Nothing.PARTNER_UNREADABLE;
            }
            if (seen.came().more() || seen.came().answered() != through) {
                return ProbeEnd.Nothing.DOUBTFUL;
            }
            EnumSet<Finding> findings = EnumSet.noneOf(Finding.class);
            findings.addAll(ProbeJudge.judge(expected, invite));
            for (byte[] packet : seen.reports()) {
                if (SoundJudge.reportTells(expected, packet, packet.length)) {
                    findings.add(Finding.REPORTS_TELL);
                }
            }
            ProbeEnd.Sound sound = seen.came().sound()
                    ? ProbeEnd.Sound.LOOKED_AT
                    : through ? ProbeEnd.Sound.NONE : ProbeEnd.Sound.NOT_WANTED;
            return new ProbeEnd.Arrived(List.copyOf(findings), sound);
        } finally {
            memory.fill((byte) 0);
        }
    }
}
