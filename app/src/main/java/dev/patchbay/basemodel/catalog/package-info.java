/**
 * Base models by name: those that come with Patchbay ({@link ModelCatalog}), those a person added ({@link UserModels}), and those made of
 * an opened checkpoint ({@link OpenedBaseModel}). {@link BaseModels} finds one by whatever a person typed. {@link AdapterFamilies} and
 * {@link TensorFamilies} tell which models the names and sizes of a file are like, with evidence. A new model is a JSON file here and an
 * entry of the index, no code. Both compare by the index of kinds of names ({@code basemodel.index}), so that not every dictionary is
 * read.
 */
@NullMarked
package dev.patchbay.basemodel.catalog;

import org.jspecify.annotations.NullMarked;
