namespace TokenGrains;

/// <summary>
/// Marks a grain method that may be run again when it is not known whether it was: two runs leave what one leaves, and the second
/// answers as the first has.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatableAttribute : Attribute;
