package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grafanakeeper.archive.ItemFailure;
import java.util.List;

/**
 * Says what came of a job. Partial failure is a value: a job with failures did something, and is never called a success.
 *
 * @param result what it did, for the run's record
 * @param failures the items that failed, each with its reason
 * @param items how many items it dealt with
 */
public record Outcome(ObjectNode result, List<ItemFailure> failures, long items) {}
