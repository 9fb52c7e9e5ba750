using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TokenGrains.Grains.Hosting;

/// <summary>Binds one section of the configuration to one options class, and finds everything that is wrong with it at once.</summary>
/// <remarks>
/// The platform's binder stops at the first value that it cannot read, reads <c>300</c> as 300 days, and passes over names that
/// it does not know. An operator who mistypes a setting of an auth server must not learn of it from an incident.
/// </remarks>
internal sealed class SettingsSection<TOptions>(IConfigurationSection section) : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class, new()
{
    private static readonly Dictionary<string, PropertyInfo> Properties = typeof(TOptions)
        .GetProperties()
        .Where(property => property.CanWrite)
        .ToDictionary(NameOf, StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes over what can be read; what cannot is for <see cref="Validate"/> to report.</summary>
    public void Configure(TOptions options)
    {
        foreach (var setting in section.GetChildren())
        {
            if (Properties.TryGetValue(setting.Key, out var property) && TryRead(setting, property, out var value, out _))
                property.SetValue(options, value);
        }
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var problems = FindUnreadable().Concat(FindInvalid(options)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> FindUnreadable()
    {
        foreach (var setting in section.GetChildren())
        {
            if (!Properties.TryGetValue(setting.Key, out var property))
                yield return $"{setting.Path} is not a setting.";
            else if (!TryRead(setting, property, out _, out var wanted))
                yield return $"{setting.Path} must be {wanted}.";
        }
    }

    private IEnumerable<string> FindInvalid(TOptions options)
    {
        var results = new List<ValidationResult>();
        foreach (var (name, property) in Properties)
        {
            var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = $"{section.Path}:{name}" };
            Validator.TryValidateProperty(property.GetValue(options), context, results);
        }

        if (options is IValidatableObject whole)
            results.AddRange(whole.Validate(new ValidationContext(options)));
        return results.Select(result => result.ErrorMessage!);
    }

    private static bool TryRead(IConfigurationSection setting, PropertyInfo property, out object? value, out string wanted)
    {
        if (property.PropertyType == typeof(IList<string>))
            return TryReadList(setting, out value, out wanted);
        if (property.PropertyType == typeof(IDictionary<string, string?>))
            return TryReadDictionary(setting, out value, out wanted);

        (value, wanted) = (null, "a single value");
        if (setting.GetChildren().Any())
            return false;

        // JSON's null and an empty environment variable both mean: as if it were not there.
        if (string.IsNullOrEmpty(setting.Value))
        {
            value = property.GetValue(new TOptions());
            return true;
        }

        return SettingValue.TryParse(setting.Value, property.PropertyType, out value, out wanted);
    }

    private static bool TryReadList(IConfigurationSection setting, out object? value, out string wanted)
    {
        wanted = $"a list, given as {setting.Path}:0, {setting.Path}:1 and so on";
        var items = setting.GetChildren().ToList();
        var texts = items.Count > 0 ? items.ConvertAll(item => item.Value) : ReadTexts(setting.Value);
        value = texts;
        return texts.All(text => !string.IsNullOrEmpty(text));
    }

    // One value is a list of one, as in Django; an environment variable or an argument may also hold a list in JSON.
    private static List<string?> ReadTexts(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        if (text[0] is not '[')
            return [text];

        try
        {
            return JsonSerializer.Deserialize<List<string?>>(text)!;
        }
        catch (JsonException)
        {
            return [null];
        }
    }

    private static bool TryReadDictionary(IConfigurationSection setting, out object? value, out string wanted)
    {
        wanted = $"a set of values, given as {setting.Path}:NAME";
        value = setting.GetChildren().ToDictionary(item => item.Key, item => string.IsNullOrEmpty(item.Value) ? null : item.Value, StringComparer.Ordinal);
        return string.IsNullOrEmpty(setting.Value) && setting.GetChildren().All(item => !item.GetChildren().Any());
    }

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;
}
