package org.stillcall.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.stillcall.vault.KeyId;

/**
 * What a backup's database means beside a key table that went on without it: what was destroyed since stays so, and
 * whoever was put out since stays out.
 */
final class Returning {
    private final Ground ground;
    private final Centres centres;

    Returning(Ground ground) {
        this.ground = ground;
        centres = new Centres(ground);
    }

    private record Wrapped(DeviceId device, int generation, KeyId slot) {}

    private record Plan(int generation, KeyId slot) {}

    Remains remains() {
        List<CentreId> all = centres.list();
        all.forEach(centres::requireOwnKeys);
        long plans = 0;
        long lostPlans = 0;
        long lostPeople = 0;
        long lostDevices = 0;
        boolean centreKeys = true;
        for (CentreId centre : all) {
            Set<Integer> held = generationsHeld(centre);
            centreKeys &= held.contains(ground.database().read(centre, Centres::generation));
            List<Plan> found = ground.database()
                    .read(
                            centre,
                            rows -> rows.query("SELECT generation, slot FROM plan WHERE centre = :centre")
                                    .map((rs, context) -> new Plan(rs.getInt(1), Ground.keyOrNone(rs.getString(2))))
                                    .list());
            Predicate<Plan> opens =
                    plan -> held.contains(plan.generation()) && ground.seals().readable(plan.slot());
            long open = found.stream().filter(opens).count();
            plans += open;
            lostPlans += found.size() - open;
            lostPeople += ground
                    .database()
                    .read(
                            centre,
                            rows -> Ground.keyIds(
                                    rows.texts("SELECT slot FROM person WHERE centre = :centre", query -> query)))
                    .stream()
                    .filter(slot -> !ground.seals().holds(slot))
                    .count();
            lostDevices += putOut(centre).size();
        }
        return new Remains(plans, lostPlans, lostPeople, lostDevices, centreKeys);
    }

    int wipeDevicesPutOut() {
        int wiped = 0;
        for (CentreId centre : centres.list()) {
            Devices devices = new Devices(ground, centre);
            for (DeviceId device : putOut(centre)) {
                wiped += devices.wipe(device).isPresent() ? 1 : 0;
            }
        }
        return wiped;
    }

    private Set<Integer> generationsHeld(CentreId centre) {
        Set<Integer> held = new HashSet<>();
        wrapped(centre).stream().filter(this::isHeld).forEach(one -> held.add(one.generation()));
        List<Plan> sheet = ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT generation, slot FROM sheet_key WHERE centre = :centre")
                                .map((rs, context) -> new Plan(rs.getInt(1), Ground.keyOrNone(rs.getString(2))))
                                .list());
        sheet.stream().filter(one -> ground.seals().holds(one.slot())).forEach(one -> held.add(one.generation()));
        return held;
    }

    /** Devices that had wrapped keys, none of which is there any more. */
    private Set<DeviceId> putOut(CentreId centre) {
        Set<DeviceId> out = new HashSet<>();
        Set<DeviceId> in = new HashSet<>();
        wrapped(centre).forEach(one -> (isHeld(one) ? in : out).add(one.device()));
        out.removeAll(in);
        return out;
    }

    private boolean isHeld(Wrapped one) {
        return ground.seals().holds(one.slot());
    }

    private List<Wrapped> wrapped(CentreId centre) {
        return ground.database()
                .read(
                        centre,
                        rows -> rows.query("SELECT device, generation, slot FROM device_key WHERE centre = :centre")
                                .map((rs, context) -> new Wrapped(
                                        new DeviceId(rs.getString(1)), rs.getInt(2), Ground.keyOrNone(rs.getString(3))))
                                .list());
    }
}
