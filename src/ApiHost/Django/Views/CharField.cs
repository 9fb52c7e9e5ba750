using System.Globalization;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>DRF's <c>serializers.CharField</c>: its checks, their order and their texts.</summary>
internal sealed class CharField(string name)
{
    private static readonly string[] Absent = ["This field is required."];
    private static readonly string[] Null = ["This field may not be null."];
    private static readonly string[] Blank = ["This field may not be blank."];
    private static readonly string[] NotAString = ["Not a valid string."];

    public string Name => name;

    /// <summary>As DRF derives it from the name; <c>first_name</c> gives <c>First name</c>.</summary>
    public string Label { get; } = char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    public bool Required { get; init; } = true;

    /// <summary>Shown by OPTIONS, never read.</summary>
    public bool ReadOnly { get; init; }

    public bool Trim { get; init; } = true;

    /// <summary>In Unicode code points.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Each returns a message or null. They come before the length, and all of them speak.</summary>
    public IReadOnlyList<Func<string, string?>> Validators { get; init; } = [];

    /// <returns>Null if <paramref name="value"/> is good, else all messages. An optional field that is absent has no value.</returns>
    public IReadOnlyList<string>? Validate(BodyValue input, out string? value)
    {
        value = null;
        switch (input.Kind)
        {
            case BodyValueKind.Absent:
                return Required ? Absent : null;
            case BodyValueKind.Null:
                return Null;
            case BodyValueKind.String or BodyValueKind.Integer or BodyValueKind.Float:
                var text = Trim ? PythonText.Strip(input.Text!) : input.Text!;
                value = text;
                return text.Length == 0 ? Blank : Broken(text);
            default:
                return NotAString;
        }
    }

    private List<string>? Broken(string text)
    {
        List<string>? messages = null;
        foreach (var validator in Validators)
        {
            if (validator(text) is { } message)
                (messages ??= []).Add(message);
        }

        // Code points are never more than UTF-16 units, so most texts need no counting.
        if (text.Length > MaxLength && PythonText.Length(text) > MaxLength)
            (messages ??= []).Add(string.Create(CultureInfo.InvariantCulture, $"Ensure this field has no more than {MaxLength} characters."));
        if (text.Contains('\0'))
            (messages ??= []).Add("Null characters are not allowed.");
        if (PythonText.FirstSurrogate(text) is { } surrogate)
            (messages ??= []).Add(string.Create(CultureInfo.InvariantCulture, $"Surrogate characters are not allowed: U+{(int)surrogate:X}."));
        return messages;
    }
}
