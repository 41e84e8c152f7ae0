package dev.patchbay.lowrank;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/** A dense matrix of float64 values, row by row. Immutable. The arithmetic is EJML's (decision 0015). */
public final class Matrix {

    private final DMatrixRMaj values;

    /** Takes over {@code values}, which nobody may change afterwards. */
    Matrix(DMatrixRMaj values) {
        this.values = values;
    }

    /**
     * A matrix of these elements, row by row.
     *
     * @throws IllegalArgumentException if they are not {@code rows · columns} many
     */
    public static Matrix of(int rows, int columns, float[] elements) {
        if (elements.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(elements.length + " elements for " + rows + " × " + columns);
        }
        double[] wide = new double[elements.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = elements[i];
        }
        return new Matrix(DMatrixRMaj.wrap(rows, columns, wide));
    }

    public static Matrix zero(int rows, int columns) {
        return new Matrix(new DMatrixRMaj(rows, columns));
    }

    public int rows() {
        return values.numRows;
    }

    public int columns() {
        return values.numCols;
    }

    public double get(int row, int column) {
        return values.get(row, column);
    }

    /** The elements row by row, each rounded to float32. */
    public float[] toFloats() {
        double[] wide = values.data;
        float[] narrow = new float[values.getNumElements()];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) wide[i];
        }
        return narrow;
    }

    /** False if any element is NaN or infinite. */
    public boolean isFinite() {
        double[] wide = values.data;
        // 0 times a finite number is 0; NaN otherwise, and it stays. One branch at the end instead of one an element.
        double sum = 0;
        for (int i = 0; i < values.getNumElements(); i++) {
            sum += 0 * wide[i];
        }
        return sum == 0;
    }

    public double norm() {
        return NormOps_DDRM.normF(values);
    }

    public Matrix times(double factor) {
        DMatrixRMaj result = values.copy();
        CommonOps_DDRM.scale(factor, result);
        return new Matrix(result);
    }

    public Matrix times(Matrix right) {
        return new Matrix(CommonOps_DDRM.mult(values, right.values, null));
    }

    public Matrix plus(Matrix other) {
        return new Matrix(CommonOps_DDRM.add(values, other.values, null));
    }

    public Matrix minus(Matrix other) {
        return new Matrix(CommonOps_DDRM.subtract(values, other.values, null));
    }

    public Matrix transposed() {
        return new Matrix(CommonOps_DDRM.transpose(values, null));
    }

    /** {@code thisᵀ · this}. */
    Matrix columnGram() {
        DMatrixRMaj gram = new DMatrixRMaj(columns(), columns());
        CommonOps_DDRM.multInner(values, gram);
        return new Matrix(gram);
    }

    /** {@code this · thisᵀ}. EJML is twice as fast over rows of the transpose. */
    Matrix rowGram() {
        return transposed().columnGram();
    }

    /** {@code thisᵀ · right}. */
    Matrix transposedTimes(Matrix right) {
        return new Matrix(CommonOps_DDRM.multTransA(values, right.values, null));
    }

    /** Sum of the products of the elements at the same places. */
    double dot(Matrix other) {
        double sum = 0;
        for (int i = 0; i < values.getNumElements(); i++) {
            sum += values.data[i] * other.values.data[i];
        }
        return sum;
    }

    /** This, and right of it {@code right} with as many rows. */
    public Matrix beside(Matrix right) {
        DMatrixRMaj stacked = new DMatrixRMaj(rows(), columns() + right.columns());
        CommonOps_DDRM.concatColumns(values, right.values, stacked);
        return new Matrix(stacked);
    }

    /** This, and below it {@code lower} with as many columns. */
    public Matrix above(Matrix lower) {
        DMatrixRMaj stacked = new DMatrixRMaj(rows() + lower.rows(), columns());
        CommonOps_DDRM.concatRows(values, lower.values, stacked);
        return new Matrix(stacked);
    }

    /** Rows {@code from} (included) to {@code to}. */
    public Matrix rows(int from, int to) {
        return new Matrix(CommonOps_DDRM.extract(values, from, to, 0, columns()));
    }

    /** Columns {@code from} (included) to {@code to}. */
    public Matrix columns(int from, int to) {
        return new Matrix(CommonOps_DDRM.extract(values, 0, rows(), from, to));
    }

    /** The values themselves, for EJML's decompositions; not to be changed. */
    DMatrixRMaj ejml() {
        return values;
    }

    /** A copy that a decomposition may write over. */
    DMatrixRMaj scratch() {
        return values.copy();
    }

    /** Equal sizes and equal numbers, NaN equal to NaN. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Matrix matrix
                && rows() == matrix.rows()
                && columns() == matrix.columns()
                && Arrays.equals(values.data, 0, values.getNumElements(), matrix.values.data, 0, values.getNumElements());
    }

    @Override
    public int hashCode() {
        return 31 * rows() + columns();
    }

    @Override
    public String toString() {
        return rows() + " × " + columns();
    }
}
