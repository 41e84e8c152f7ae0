package dev.patchbay.lowrank;

import dev.patchbay.message.Message;
import dev.patchbay.tensor.FloatCodec;
import dev.patchbay.tensor.Shape;
import dev.patchbay.tensor.TensorData;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/** A dense matrix of float64 values, row by row. Immutable. The arithmetic is EJML's (decision 0015). */
public final class Matrix {

    /** Most elements of a matrix that is read: 2 GiB in float64. */
    private static final long MOST_ELEMENTS = 1L << 28;

    private final DMatrixRMaj values;

    /** Keeps {@code values} without a copy; they must not be changed afterwards. */
    Matrix(DMatrixRMaj values) {
        this.values = values;
    }

    /**
     * A matrix with these elements, row by row.
     *
     * @throws IllegalArgumentException if their number is not {@code rows · columns}
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

    /**
     * The values of a tensor as a matrix: the first dimension gives the rows, all others together the columns.
     *
     * @param module whose tensor it is, for messages
     * @throws LowRankException if it has no dimension, its type holds no real numbers, or it is too large
     * @throws IOException if it cannot be read
     */
    public static Matrix read(String module, TensorData data) throws IOException {
        Shape shape = data.shape();
        if (!FloatCodec.canDecode(data.dtype())) {
            throw new LowRankException(Message.of("lowrank.noNumbers", module, data.dtype()));
        }
        long elements = shape.elements();
        if (elements > MOST_ELEMENTS || elements == 0 || shape.dimensions() == 0) {
            throw new LowRankException(Message.of("lowrank.noMatrix", module, shape));
        }
        int rows = (int) shape.size(0);
        return of(rows, (int) (elements / rows), data.toFloats());
    }

    public static Matrix zero(int rows, int columns) {
        return new Matrix(new DMatrixRMaj(rows, columns));
    }

    /** The element at a row and column. */
    @FunctionalInterface
    interface Elements {

        double at(int row, int column);
    }

    static Matrix filled(int rows, int columns, Elements elements) {
        DMatrixRMaj filled = new DMatrixRMaj(rows, columns);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                filled.data[row * columns + column] = elements.at(row, column);
            }
        }
        return new Matrix(filled);
    }

    static Matrix identity(int size) {
        return new Matrix(CommonOps_DDRM.identity(size));
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
        // 0 times a finite number is 0, else NaN, which remains in the sum: one branch at the end instead of one for each element.
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

    /** The element-wise product. */
    Matrix timesElements(Matrix other) {
        return new Matrix(CommonOps_DDRM.elementMult(values, other.values, null));
    }

    /** The row-wise Kronecker product: each row has all products of an element of this row and one of the same row of {@code other}. */
    Matrix pairedColumns(Matrix other) {
        int width = other.columns();
        return filled(rows(), Math.multiplyExact(columns(), width),
                (row, column) -> get(row, column / width) * other.get(row, column % width));
    }

    /** {@code this ⊗ right}: each element of this times all of {@code right}. */
    Matrix kronecker(Matrix right) {
        return new Matrix(CommonOps_DDRM.kron(values, right.values, null));
    }

    /** The same elements in row-major order with other numbers of rows and columns. */
    Matrix reshaped(int rows, int columns) {
        if (values.getNumElements() != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(this + " as " + rows + " × " + columns);
        }
        return new Matrix(DMatrixRMaj.wrap(rows, columns, values.data));
    }

    /** {@code thisᵀ · this}. */
    Matrix columnGram() {
        DMatrixRMaj gram = new DMatrixRMaj(columns(), columns());
        CommonOps_DDRM.multInner(values, gram);
        return new Matrix(gram);
    }

    /** {@code this · thisᵀ}, computed from the transpose, where EJML is twice as fast. */
    Matrix rowGram() {
        return transposed().columnGram();
    }

    /** {@code thisᵀ · right}. */
    Matrix transposedTimes(Matrix right) {
        return new Matrix(CommonOps_DDRM.multTransA(values, right.values, null));
    }

    /** Sum of the element-wise product. */
    double dot(Matrix other) {
        double sum = 0;
        for (int i = 0; i < values.getNumElements(); i++) {
            sum += values.data[i] * other.values.data[i];
        }
        return sum;
    }

    /** Horizontally joined: this, then {@code right}, which has as many rows. */
    public Matrix beside(Matrix right) {
        DMatrixRMaj stacked = new DMatrixRMaj(rows(), columns() + right.columns());
        CommonOps_DDRM.concatColumns(values, right.values, stacked);
        return new Matrix(stacked);
    }

    /** Vertically joined: this, then {@code lower}, which has as many columns. */
    public Matrix above(Matrix lower) {
        DMatrixRMaj stacked = new DMatrixRMaj(rows() + lower.rows(), columns());
        CommonOps_DDRM.concatRows(values, lower.values, stacked);
        return new Matrix(stacked);
    }

    /** Vertically joined; at least one matrix, all with as many columns. */
    public static Matrix stacked(List<Matrix> matrices) {
        DMatrixRMaj stacked = new DMatrixRMaj(matrices.stream().mapToInt(Matrix::rows).sum(), matrices.getFirst().columns());
        int row = 0;
        for (Matrix matrix : matrices) {
            CommonOps_DDRM.insert(matrix.values, stacked, row, 0);
            row += matrix.rows();
        }
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

    double trace() {
        return CommonOps_DDRM.trace(values);
    }

    /** Each column multiplied by its own factor. */
    public Matrix timesColumns(IntToDoubleFunction factor) {
        DMatrixRMaj scaled = values.copy();
        for (int column = 0; column < columns(); column++) {
            double by = factor.applyAsDouble(column);
            for (int row = 0; row < rows(); row++) {
                scaled.data[row * scaled.numCols + column] *= by;
            }
        }
        return new Matrix(scaled);
    }

    /** Each row multiplied by its own factor. */
    public Matrix timesRows(IntToDoubleFunction factor) {
        return transposed().timesColumns(factor).transposed();
    }

    /** A copy that a decomposition may overwrite. */
    DMatrixRMaj scratch() {
        return values.copy();
    }

    /** True for equal sizes and elements, with NaN equal to NaN. */
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
