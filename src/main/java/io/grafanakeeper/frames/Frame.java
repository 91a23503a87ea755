package io.grafanakeeper.frames;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Describes a frame.
 *
 * @param refId the query it answers
 * @param name its name, or its number among the query's frames if it has none
 * @param fields its columns as Grafana gave them
 * @param data where its values are, null if it has none
 */
record Frame(
        String refId,
        String name,
        List<Field> fields,
        @Nullable FrameData data) {}
