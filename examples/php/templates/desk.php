<?php

/**
 * @var Closure(string|int): string $e
 * @var School\Desk\Words $words
 * @var School\Desk\Overview $overview
 * @var string $person
 * @var string $head
 * @var int $entries
 * @var string $token
 * @var string|null $digest
 * @var string|null $said
 * @var bool $bad
 */

declare(strict_types=1);

$language = $words->language;
$other = $language === 'nl' ? 'en' : 'nl';
// What the policy says stands in its own language.
$lang = $overview->language();
$usages = $overview->usages();
$requests = $overview->requests();
?>
<!DOCTYPE html>
<html lang="<?= $e($language) ?>">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><?= $e($words('title')) ?> · <?= $e($words('about', $person)) ?></title>
  <link rel="stylesheet" href="desk.css">
</head>
<body>
<header>
  <nav><a href="?lang=<?= $e($other) ?>" lang="<?= $e($other) ?>" hreflang="<?= $e($other) ?>"><?= $e($words('other language')) ?></a></nav>
  <p><?= $e($words('title')) ?></p>
  <h1><?= $e($words('about', $person)) ?></h1>
  <p><?= $e($words('as of', $words->moment($overview->now), $entries)) ?>
    <?= $e($words('policy')) ?>: <cite lang="<?= $e($lang) ?>"><?= $e($overview->title()) ?></cite>.
<?php if ($lang !== $language): ?>
    <?= $e($words('own language')) ?>

<?php endif ?>
  </p>
</header>
<main>
<?php if ($said !== null): ?>
  <p role="<?= $bad ? 'alert' : 'status' ?>" class="said<?= $bad ? ' bad' : '' ?>"><?= $e($words("said $said")) ?></p>
<?php endif ?>

<?php foreach ($overview->categories() as $category): ?>
  <section aria-labelledby="category-<?= $e($category) ?>">
    <h2 id="category-<?= $e($category) ?>" lang="<?= $e($lang) ?>"><?= $e($overview->description("/categories/$category")) ?></h2>
    <h3><?= $e($words('what now')) ?></h3>
<?php if (!isset($usages[$category])): ?>
    <p><?= $e($words('nothing done')) ?></p>
<?php else: ?>
    <table>
      <thead><tr>
        <th scope="col"><?= $e($words('who')) ?></th>
        <th scope="col"><?= $e($words('what')) ?></th>
        <th scope="col"><?= $e($words('for')) ?></th>
        <th scope="col"><?= $e($words('may')) ?></th>
        <th scope="col"><?= $e($words('why')) ?></th>
        <th scope="col"><?= $e($words('changes')) ?></th>
      </tr></thead>
      <tbody>
<?php foreach ($usages[$category] as $usage): ?>
        <tr>
          <td lang="<?= $e($lang) ?>"><?= $e($overview->description("/roles/{$usage->role}")) ?></td>
          <td><?= $e($words->verbs($usage)) ?></td>
          <td lang="<?= $e($lang) ?>"><?= $e($overview->description("/purposes/{$usage->purpose}")) ?></td>
          <td><strong class="<?= $e($usage->why->answer->value) ?>"><?= $e($words("answer {$usage->why->answer->value}")) ?></strong><?php
            if ($usage->why->allowed): ?>, <?= $e($words("identifiability {$usage->why->identifiability->value}")) ?><?php endif ?></td>
          <td><?php foreach ($usage->why->reasons as $why): ?><p><?= $e($words->reason($why)) ?></p><?php endforeach ?></td>
          <td><?= $e($usage->why->validUntil === null ? $words('changes never') : $words->moment($usage->why->validUntil)) ?></td>
        </tr>
<?php endforeach ?>
      </tbody>
    </table>
<?php endif ?>
    <h3><?= $e($words('how long')) ?></h3>
<?php $keepings = $overview->keepings($category) ?>
<?php if ($keepings === []): ?>
    <p><?= $e($words('no records')) ?></p>
<?php else: ?>
    <table>
      <thead><tr>
        <th scope="col"><?= $e($words('record')) ?></th>
        <th scope="col"><?= $e($words('created')) ?></th>
        <th scope="col"><?= $e($words('kept until')) ?></th>
        <th scope="col"><?= $e($words('kept for')) ?></th>
        <th scope="col"><?= $e($words('why')) ?></th>
      </tr></thead>
      <tbody>
<?php foreach ($keepings as $keeping): ?>
        <tr>
          <td><?= $e($keeping->name) ?></td>
          <td><?= $e($words->day(new DateTimeImmutable($keeping->created))) ?></td>
          <td><?= $e($words->until($keeping->due)) ?><?php
            if ($keeping->erasable->allowed): ?> <strong class="deny"><?= $e($words('erase now')) ?></strong><?php
            elseif ($keeping->isOverdue($overview->now)): ?> <strong class="ask"><?= $e($words('held', $words->reason($keeping->erasable->reason->reason()))) ?></strong><?php
            endif ?></td>
          <td><?php foreach ($keeping->retainingClaims() as $retaining): ?><p><?php
            if ($retaining->purpose === null): ?><?= $e($words->reason($retaining->reason)) ?><?php
            else: ?><span lang="<?= $e($lang) ?>"><?= $e($overview->description("/purposes/{$retaining->purpose}")) ?></span><?php
            endif ?></p><?php endforeach ?><?= $keeping->retainingClaims() === [] ? $e($words('nothing keeps')) : '' ?></td>
          <td><?= $e($words->reason($keeping->due->reason)) ?></td>
        </tr>
<?php endforeach ?>
      </tbody>
    </table>
<?php endif ?>
  </section>
<?php endforeach ?>

  <section aria-labelledby="consent">
    <h2 id="consent"><?= $e($words('consents')) ?></h2>
<?php $consents = $overview->consents() ?>
<?php if ($consents === []): ?>
    <p><?= $e($words('no consents')) ?></p>
<?php endif ?>
<?php foreach ($consents as $purpose => $stands): ?>
    <form method="post" action="?lang=<?= $e($language) ?>">
      <fieldset>
        <legend><?= $e($words('consent for')) ?><span lang="<?= $e($lang) ?>"><?= $e($overview->description("/purposes/$purpose")) ?></span></legend>
        <p><strong><?= $e($words($stands ? 'stands' : 'stands not')) ?></strong></p>
        <input type="hidden" name="token" value="<?= $e($token) ?>">
        <input type="hidden" name="head" value="<?= $e($head) ?>">
        <input type="hidden" name="purpose" value="<?= $e($purpose) ?>">
        <p><label><?= $e($words('by')) ?>
          <input name="by" required maxlength="64" autocomplete="off" autocapitalize="none" spellcheck="false"></label></p>
        <button name="kind" value="<?= $stands ? 'consent-withdrawn' : 'consent-given' ?>"><?= $e($words($stands ? 'withdraw' : 'give')) ?></button>
      </fieldset>
    </form>
<?php endforeach ?>
  </section>

  <section aria-labelledby="requests">
    <h2 id="requests"><?= $e($words('requests')) ?></h2>
<?php if ($requests['open'] === []): ?>
    <p><?= $e($words('no open')) ?></p>
<?php endif ?>
<?php foreach (\array_filter($requests) as $which => $some): ?>
    <table>
      <caption><?= $e($words("$which caption")) ?></caption>
      <thead><tr>
        <th scope="col"><?= $e($words('right')) ?></th>
        <th scope="col"><?= $e($words('received')) ?></th>
        <th scope="col"><?= $e($words('stage')) ?></th>
<?php if ($which === 'open'): ?>
        <th scope="col"><?= $e($words('answer by')) ?></th>
<?php endif ?>
      </tr></thead>
      <tbody>
<?php foreach ($some as $request): ?>
        <tr>
          <td><?= $e($words("right {$request->right->value}")) ?> (<?= $e($words('source dossier', $request->entry)) ?>)</td>
          <td><?= $e($words->dayOf($request->received)) ?></td>
          <td><?= $e($words("stage {$request->stage->value}")) ?></td>
<?php if ($which === 'open'): ?>
          <td><?= $e($words->deadline($request)) ?></td>
<?php endif ?>
        </tr>
<?php endforeach ?>
      </tbody>
    </table>
<?php endforeach ?>
  </section>

  <section aria-labelledby="package">
    <h2 id="package"><?= $e($words('package')) ?></h2>
<?php if ($digest === null): ?>
    <p><?= $e($words('no package')) ?></p>
<?php else: ?>
    <ul>
      <li><a href="?package=json" download><?= $e($words('package json')) ?></a></li>
      <li><a href="?package=html" download><?= $e($words('package html')) ?></a></li>
    </ul>
    <p><?= $e($words('package about')) ?></p>
    <p><?= $e($words('package digest')) ?> <code><?= $e($digest) ?></code></p>
<?php endif ?>
  </section>
</main>
</body>
</html>
