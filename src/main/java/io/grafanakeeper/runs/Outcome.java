package io.grafanakeeper.runs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Says what came of a job. Partial failure is a value: a job with failures did something, and is never called a success.
 *
 * @param result what it did, for the run's record
 * @param failures what failed, each with its reason
 * @param items how many items it dealt with
 */
public record Outcome(ObjectNode result, List<Failure> failures, long items) {}
