package io.grafanakeeper.frames;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where and how the values of a frame are kept. Another encoding, such as Arrow's, would be one more of these. */
sealed interface FrameData {
    /**
     * Is one array a field, as Grafana 8 and later write.
     *
     * @param values the arrays in the order of the fields
     * @param entities where numbers are that JSON cannot spell, a field each; null or missing at the end where there are none
     * @param nanos what is finer than the milliseconds of times, a field each; null or missing at the end where there are none
     */
    record ByColumn(List<Region> values, List<@Nullable Entities> entities, List<@Nullable Region> nanos)
            implements FrameData {}

    /** Is one array of arrays, a row each, as the first Grafana 7 wrote. */
    record ByRow(Region rows) implements FrameData {}

    /** Says where the ascending indexes are at which a column has another value than null; a region each, null for none. */
    record Entities(
            @Nullable Region nan,
            @Nullable Region inf,
            @Nullable Region negInf) {}
}
