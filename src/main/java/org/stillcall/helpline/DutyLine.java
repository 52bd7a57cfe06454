package org.stillcall.helpline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stillcall.base.Label;
import org.stillcall.base.Limits;
import org.stillcall.base.Loop;
import org.stillcall.call.CallerLine;
import org.stillcall.call.Inbound;
import org.stillcall.call.Switchboard.DirectView;
import org.stillcall.call.Switchboard.LineView;
import org.stillcall.trunk.PilotNumber;

/**
 * The number by which the staff turn their switch from any phone (P14), before the published ones. Whoever calls it is
 * known by what they key, never by the number that they show, which is read for nothing. Loop thread only.
 */
public final class DutyLine implements Inbound {
    private static final int BUSY = 486;

    private final Loop loop;
    private final DutyDesk desk;
    private final PilotNumber number;
    private final Inbound others;
    private final DutySentences sentences = new DutySentences();
    private final Set<DutyCall> calls = new LinkedHashSet<>();
    private boolean closing;

    /** @param others what takes all other numbers */
    public DutyLine(Loop loop, DutyDesk desk, PilotNumber number, Inbound others) {
        this.loop = loop;
        this.desk = desk;
        this.number = number;
        this.others = others;
    }

    @Override
    public List<PilotNumber> numbers() {
        List<PilotNumber> all = new ArrayList<>(others.numbers());
        all.add(number);
        return all;
    }

    @Override
    public CallerLine.@Nullable Ear called(PilotNumber called, CallerLine line) {
        if (!called.equals(number)) {
            return others.called(called, line);
        }
        if (closing || calls.size() >= Limits.DUTY_CALLS) {
            line.refuse(BUSY);
            return null;
        }
        DutyCall call = new DutyCall(this, line);
        calls.add(call);
        loop.execute(call::begin); // a leg can be answered once its caller is known to the stack
        return call;
    }

    @Override
    public List<DirectView> directs() {
        return others.directs();
    }

    @Override
    public boolean isPublished(Label programme) {
        return others.isPublished(programme);
    }

    @Override
    public CallerLine.@Nullable Ear comesBack(Back back, CallerLine line) {
        return others.comesBack(back, line);
    }

    Loop loop() {
        return loop;
    }

    DutyDesk desk() {
        return desk;
    }

    DutySentences sentences() {
        return sentences;
    }

    void left(DutyCall call) {
        calls.remove(call);
    }

    @Override
    public List<LineView> views() {
        return others.views();
    }

    @Override
    public void endAll() {
        closing = true;
        new ArrayList<>(calls).forEach(DutyCall::end);
        others.endAll();
    }

    @Override
    public String toString() {
        return "DutyLine";
    }
}
