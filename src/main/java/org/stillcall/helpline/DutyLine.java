package org.stillcall.helpline;

import static org.stillcall.base.Contract.require;

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
import org.stillcall.call.LineView;
import org.stillcall.call.Switchboard.DirectView;
import org.stillcall.trunk.PilotNumber;

/**
 * The number by which the staff turn their switch from any phone (P14), before the published ones. Whoever calls it is
 * known by what they key, never by the number that they show, which is read for nothing. Loop thread only.
 */
public final class DutyLine implements Inbound {
    private static final int BUSY = 486;

    private final Loop loop;
    private final DutyDesk desk;
    private final Line line;
    private final Inbound others;
    private final DutySentences sentences = new DutySentences();
    private final Set<DutyCall> calls = new LinkedHashSet<>();
    private boolean closing;

    /**
     * As it is configured.
     *
     * @param languages that it speaks, at least one, the first until another one is asked for
     */
    public record Line(PilotNumber number, List<Label> languages) {
        public Line {
            languages = List.copyOf(languages);
            require(!languages.isEmpty(), "It speaks a language.");
        }
    }

    /** @param others what takes all other numbers */
    public DutyLine(Loop loop, DutyDesk desk, Line line, Inbound others) {
        this.loop = loop;
        this.desk = desk;
        this.line = line;
        this.others = others;
    }

    @Override
    public List<PilotNumber> numbers() {
        List<PilotNumber> all = new ArrayList<>(others.numbers());
        all.add(line.number());
        return all;
    }

    @Override
    public PilotNumber forStaff() {
        return line.number();
    }

    @Override
    public CallerLine.@Nullable Ear called(PilotNumber called, CallerLine caller) {
        if (!called.equals(line.number())) {
            return others.called(called, caller);
        }
        if (closing || calls.size() >= Limits.DUTY_CALLS) {
            caller.refuse(BUSY);
            return null;
        }
        DutyCall call = new DutyCall(this, caller);
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
    public CallerLine.@Nullable Ear comesBack(Back back, CallerLine caller) {
        return others.comesBack(back, caller);
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

    /** The one that was asked for, after the last one the first again. */
    Label language(int asked) {
        return line.languages().get(asked % line.languages().size());
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
