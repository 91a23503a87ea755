package io.grafanakeeper.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import io.grafanakeeper.json.LosslessJson;
import java.io.IOException;
import java.util.EnumSet;

/** Makes the JSON Patch (RFC 6902) from one content to another. Numbers in it are spelled as in the content. */
final class Patch {
    /** Only add, remove and replace: a move or a copy saves bytes and costs the reader, and the library, much. */
    private static final EnumSet<DiffFlags> PLAIN =
            EnumSet.of(DiffFlags.OMIT_VALUE_ON_REMOVE, DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

    private Patch() {}

    /**
     * Returns the patch as canonical JSON; applied to {@code from} it gives exactly {@code to}.
     *
     * @throws IOException if one of them is not JSON
     */
    static byte[] between(byte[] from, byte[] to) throws IOException {
        JsonNode patch = JsonDiff.asJson(Masks.mask(LosslessJson.read(from)), Masks.mask(LosslessJson.read(to)), PLAIN);
        return LosslessJson.canonical(Masks.unmask(patch));
    }
}
