/**
 * Turns an answer of data sources (data frames as JSON) into rows, however many there are.
 *
 * <p>Start reading at {@link io.grafanakeeper.frames.Frames}: a first pass over the file finds what is where, a second one walks
 * through the columns of a frame side by side. {@link io.grafanakeeper.frames.Tidy} says which row and column a value belongs to.
 * Memory grows with the number of frames and fields, never with the number of rows. Nothing here knows Azure, a job or HTTP.
 */
@NullMarked
package io.grafanakeeper.frames;

import org.jspecify.annotations.NullMarked;
