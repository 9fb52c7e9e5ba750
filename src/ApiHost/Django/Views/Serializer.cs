using System.Diagnostics.CodeAnalysis;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>DRF's <c>Serializer</c>: reads its fields from a body and reports all bad ones together, in declaration order.</summary>
internal sealed class Serializer(params CharField[] fields)
{
    public IReadOnlyList<CharField> Fields => fields;

    public bool TryRead(ParsedBody body, out FieldValues values, [NotNullWhen(false)] out FieldErrors? errors)
    {
        var read = new string?[fields.Length];
        values = new FieldValues(fields, read);
        errors = body.Kind switch
        {
            BodyValueKind.Object => ReadFields(body, read),
            BodyValueKind.Null => FieldErrors.NonField("No data provided"),
            _ => FieldErrors.NonField($"Invalid data. Expected a dictionary, but got {body.Kind.PythonName()}."),
        };
        return errors is null;
    }

    private FieldErrors? ReadFields(ParsedBody body, string?[] values)
    {
        FieldErrors? errors = null;
        for (var i = 0; i < fields.Length; i++)
        {
            if (!fields[i].ReadOnly && fields[i].Validate(body.Find(fields[i]), out values[i]) is { } messages)
                (errors ??= new FieldErrors()).Add(fields[i].Name, messages);
        }

        return errors;
    }
}

/// <summary>DRF's <c>validated_data</c>, by field name.</summary>
internal readonly struct FieldValues(CharField[] fields, string?[] values)
{
    /// <summary>The value of a required field.</summary>
    public string this[string field] => Find(field) ?? throw new KeyNotFoundException($"The optional field '{field}' was not sent.");

    /// <summary>The value, or null if the field is optional and was not sent.</summary>
    public string? Find(string field)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i].Name == field)
                return values[i];
        }

        throw new KeyNotFoundException($"The serializer declares no field '{field}'.");
    }
}
